import { redisStore } from '../../src/stores/redis.js';
import { testSharedStore } from './shared-store.js';

testSharedStore({
  name: 'REDIS_URL',
  store: redisStore(),
  address: process.env.REDIS_URL,
  nowhere: 'redis://127.0.0.1:1',
});
