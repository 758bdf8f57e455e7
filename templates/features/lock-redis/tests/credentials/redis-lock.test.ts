import { beforeEach, describe, vi } from 'vitest';
import { testLock } from '../support/suites/lock.js';

const { REDIS_URL: address } = process.env;

describe.skipIf(!address)('at REDIS_URL', () => {
  beforeEach(() => void vi.stubEnv('TOKEN_STORE', address));
  testLock('Redis');
});
