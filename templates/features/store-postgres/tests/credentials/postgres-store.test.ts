import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { credentialStore } from '../../src/core/credentials/store.js';
import { providers } from '../../src/providers/index.js';
import { testStore } from '../support/suites/store.js';

const { POSTGRES_URL: address } = process.env;

describe.skipIf(!address)('at POSTGRES_URL', () => {
  beforeEach(() => void vi.stubEnv('TOKEN_STORE', address));
  testStore('PostgreSQL');
});

afterEach(() => vi.unstubAllEnvs());

const open = () => credentialStore(Object.keys(providers)[0] ?? '', z.object({}));

it('fails at once where the server is down', async () => {
  vi.stubEnv('TOKEN_STORE', 'postgres://127.0.0.1:1/none');
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  await expect(open().read('alice')).rejects.toThrow();
});

it('does not share records without sharing the key', async () => {
  vi.stubEnv('TOKEN_STORE', 'postgres://127.0.0.1:1/none');
  vi.stubEnv('CREDENTIALS_KEY', '');
  await expect(open().read('alice')).rejects.toThrow('set CREDENTIALS_KEY');
});

it('does not show an address that is not one of this store', async () => {
  vi.stubEnv('TOKEN_STORE', 'mongodb://user:hunter2@host');
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
  const error = await open().read('alice').then(String, String);
  expect(error).toContain('TOKEN_STORE must be');
  expect(error).not.toContain('hunter2');
});
