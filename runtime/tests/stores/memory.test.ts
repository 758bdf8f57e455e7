import { memoryStore } from './memory-store.js';
import { testSharedStore } from './shared-store.js';

const server = {
  name: 'a store of your own',
  isMissing: false,
  start: async () => ({ address: 'memory://', stop: async () => {} }),
};
testSharedStore({ store: memoryStore().store, server });
