import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { credentialStore } from '../../src/credentials/store.js';
import { createVault } from '../../src/credentials/vault.js';
import type { SharedStore } from '../../src/server.js';
import { type StoreToTest, useStore } from '../servers/stores.js';
import { testLock } from '../suites/lock.js';
import { testStore } from '../suites/store.js';
import { useStores } from './use-stores.js';

interface Subject {
  store: SharedStore;
  server: StoreToTest;
  /** An address where no server listens. */
  nowhere?: string;
}

/** A store that several servers share. */
export function testSharedStore({ store, server, nowhere }: Subject): void {
  beforeEach(() => useStores([store]));
  afterEach(() => {
    useStores([]);
    vi.unstubAllEnvs();
  });

  describe.skipIf(server.isMissing)(`with ${server.name}`, () => {
    const address = useStore(server);
    beforeEach(() => void vi.stubEnv('TOKEN_STORE', address()));
    testStore(server.name);
    testLock(server.name);
  });

  const read = () => credentialStore(createVault('chat'), z.object({})).read('alice');

  if (nowhere !== undefined) {
    it('fails at once where the server is down', async () => {
      vi.stubEnv('TOKEN_STORE', nowhere);
      vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
      await expect(read()).rejects.toThrow();
    });
  }

  it('does not share records without sharing the key', async () => {
    vi.stubEnv('TOKEN_STORE', `${store.protocols[0]}//127.0.0.1:1`);
    vi.stubEnv('CREDENTIALS_KEY', '');
    await expect(read()).rejects.toThrow('set CREDENTIALS_KEY');
  });

  it('does not show an address that is not one of this store', async () => {
    vi.stubEnv('TOKEN_STORE', 'mongodb://user:hunter2@host');
    vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
    const error = await read().then(String, String);
    expect(error).toContain('TOKEN_STORE must be');
    expect(error).not.toContain('hunter2');
  });

  it('needs to be given to the server', async () => {
    vi.stubEnv('TOKEN_STORE', `${store.protocols[0]}//127.0.0.1:1`);
    vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
    useStores([]);
    await expect(read()).rejects.toThrow('"stores" of runServer');
  });
}
