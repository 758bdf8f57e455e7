import { memoryStore } from './memory-store.js';
import { testSharedStore } from './shared-store.js';

const { store } = memoryStore();
testSharedStore({ name: 'a store of one’s own', store, address: 'memory://' });
