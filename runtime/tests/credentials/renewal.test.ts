import { expect, it } from 'vitest';
import * as z from 'zod';
import { recordsOf } from '../../src/credentials/encrypted-records.js';
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
