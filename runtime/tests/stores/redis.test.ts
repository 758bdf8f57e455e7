import { redisStore } from '../../src/stores/redis.js';
import { redis } from '../servers/stores.js';
import { testSharedStore } from './shared-store.js';

testSharedStore({
  store: redisStore(),
  server: redis,
  nowhere: 'redis://127.0.0.1:1',
});
