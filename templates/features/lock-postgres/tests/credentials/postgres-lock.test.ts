import { beforeEach, describe, vi } from 'vitest';
import { testLock } from '../support/suites/lock.js';

const { POSTGRES_URL: address } = process.env;

describe.skipIf(!address)('at POSTGRES_URL', () => {
  beforeEach(() => void vi.stubEnv('TOKEN_STORE', address));
  testLock('PostgreSQL');
});
