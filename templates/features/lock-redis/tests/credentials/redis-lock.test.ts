import { it } from 'vitest';
import { testLock } from '../support/suites/lock.js';

const { REDIS_URL: address } = process.env;

if (address) testLock('Redis', address);
else it.skip('locks in Redis: REDIS_URL is not set', () => {});
