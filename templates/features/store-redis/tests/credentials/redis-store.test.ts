import { testSharedStore } from '../support/suites/shared-store.js';

testSharedStore({ name: 'Redis', variable: 'REDIS_URL', nowhere: 'redis://127.0.0.1:1' });
