import { it } from 'vitest';
import { testLock } from '../support/suites/lock.js';

const { POSTGRES_URL: address } = process.env;

if (address) testLock('PostgreSQL', address);
else it.skip('locks in PostgreSQL: POSTGRES_URL is not set', () => {});
