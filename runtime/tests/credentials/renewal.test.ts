import { expect, it } from 'vitest';
import * as z from 'zod';
import { recordsOf } from '../../src/credentials/encrypted-records.js';
import { credentialStore } from '../../src/credentials/store.js';
import type { Vault } from '../../src/credentials/vault.js';

it('a record that gets a newer key keeps the change that another process makes meanwhile', async () => {
  let stored = JSON.stringify('before');
  let reads = 0;
  const vault = {
    provider: 'test',
    origin: () => 'https://tools.example',
    encryption: async () => ({
      encrypt: (text: string) => text,
      decrypt: (text: string) => text,
      isCurrent: () => false,
    }),
    records: async () => ({
      async get() {
        const found = stored;
        if (++reads === 2) stored = JSON.stringify('changed by another process');
        return found;
      },
      put: async (_id: string, text: string) => void (stored = text),
      async replace(_id: string, current: string, next: string) {
        if (current !== stored) return false;
        stored = next;
        return true;
      },
    }),
  };
  await recordsOf(vault as unknown as Vault, 'user', z.string()).renew('one');
  expect(stored).toBe(JSON.stringify('changed by another process'));
});

it.each([
  ['replaces a record that gets another key meanwhile', 'new "before"', 'new "refreshed"'],
  ['leaves a record that another process changes meanwhile', 'old "other"', 'old "other"'],
])('the encryption with a newer key %s', async (_, meanwhile, end) => {
  let stored = 'old "before"';
  const vault = {
    provider: 'test',
    origin: () => 'https://tools.example',
    encryption: async () => ({
      encrypt: (text: string) => `new ${text}`,
      decrypt: (text: string) => text.slice('new '.length),
      isCurrent: () => true,
    }),
    records: async () => ({
      get: async () => stored,
      async replace(_id: string, current: string, next: string) {
        if (stored === 'old "before"') stored = meanwhile;
        if (current !== stored) return false;
        stored = next;
        return true;
      },
    }),
  };
  const store = credentialStore(vault as unknown as Vault, z.string());
  const lock = { isHeld: async () => true };
  await store.replace('one', (found) => found === 'before', 'refreshed', lock);
  expect(stored).toBe(end);
});
