import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { credentialStore } from '../../../src/core/credentials/store.js';
import { providers } from '../../../src/providers/index.js';
import { testStore } from './store.js';

export interface SharedStore {
  name: string;
  /** In the environment: where a server of this kind is, for the tests of what is stored. */
  variable: string;
  /** An address where none is. */
  nowhere: string;
}

export function testSharedStore({ name, variable, nowhere }: SharedStore): void {
  const address = process.env[variable];
  describe.skipIf(!address)(`at ${variable}`, () => {
    beforeEach(() => void vi.stubEnv('TOKEN_STORE', address));
    testStore(name);
  });

  afterEach(() => vi.unstubAllEnvs());

  const open = () => credentialStore(Object.keys(providers)[0] ?? '', z.object({}));

  it('fails at once where the server is down', async () => {
    vi.stubEnv('TOKEN_STORE', nowhere);
    vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
    await expect(open().read('alice')).rejects.toThrow();
  });

  it('does not share records without sharing the key', async () => {
    vi.stubEnv('TOKEN_STORE', nowhere);
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
}
