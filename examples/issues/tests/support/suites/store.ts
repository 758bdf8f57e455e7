import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { openRecords } from '../../../src/core/credentials/open-records.js';
import { credentialStore, recordId } from '../../../src/core/credentials/store.js';
import { providers } from '../../../src/providers/index.js';

const newKey = () => randomBytes(32).toString('base64');

/** What becomes of credentials in a store. */
export function testStore(name: string): void {
  const [provider = ''] = Object.keys(providers);

  describe(`credentials in ${name}`, () => {
    beforeEach(() => {
      vi.stubEnv('CREDENTIALS_KEY', newKey());
      return () => vi.unstubAllEnvs();
    });

    const open = (issuer = '') =>
      credentialStore(provider, z.object({ secret: z.string() }), () => issuer);

    it('are those that were written, for each user', async () => {
      const store = open();
      const [alice, bob] = [randomUUID(), randomUUID()];
      expect(await store.read(alice)).toBeNull();
      await store.write(alice, { secret: 'of alice' });
      await store.write(bob, { secret: 'of bob' });
      await store.write(bob, { secret: 'of bob, changed' });
      await store.remove(alice);
      await store.remove(alice);
      expect(await store.read(alice)).toBeNull();
      expect(await open().read(bob)).toEqual({ secret: 'of bob, changed' });
    });

    it('cannot be read in the store', async () => {
      const user = randomUUID();
      await open().write(user, { secret: 'hidden-words' });
      const records = await openRecords(provider);
      const record = await records.get(recordId(provider, user));
      expect(record).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+\s*$/);
    });

    it('do not open for another user', async () => {
      const store = open();
      const [alice, thief] = [randomUUID(), randomUUID()];
      await store.write(alice, { secret: 'of alice' });
      const records = await openRecords(provider);
      const record = await records.get(recordId(provider, alice));
      await records.put(recordId(provider, thief), record ?? '');
      await expect(store.read(thief)).rejects.toThrow('belongs to someone else');
      expect(await store.read(alice)).toEqual({ secret: 'of alice' });
    });

    it('are those of one API and one issuer, whatever another project is called', async () => {
      const user = randomUUID();
      const records = await openRecords(provider);
      await open().write(user, { secret: 'for the API' });
      const record = await records.get(recordId(provider, user));
      await expect(open('https://issuer.example').read(user)).rejects.toThrow('someone else');
      vi.stubEnv(`${provider.toUpperCase()}_BASE_URL`, 'https://elsewhere.example/v1');
      expect(await open().read(user)).toBeNull();
      await records.put(recordId(provider, user), record ?? '');
      await expect(open().read(user)).rejects.toThrow('someone else');
    });

    it('say so where they are damaged, and harm no others', async () => {
      const store = open();
      const [alice, bob] = [randomUUID(), randomUUID()];
      await store.write(alice, { secret: 'of alice' });
      await store.write(bob, { secret: 'of bob' });
      const records = await openRecords(provider);
      for (const damage of ['', '{"secret":"plain"}', 'v1.00000000.AAAA']) {
        await records.put(recordId(provider, alice), damage);
        await expect(store.read(alice)).rejects.toThrow('Signing in again replaces it');
        expect(await store.read(bob)).toEqual({ secret: 'of bob' });
      }
      await store.write(alice, { secret: 'anew' });
      expect(await store.read(alice)).toEqual({ secret: 'anew' });
    });

    it('survive a new key while the old one is known', async () => {
      const user = randomUUID();
      const [older, newer] = [newKey(), newKey()];
      vi.stubEnv('CREDENTIALS_KEY', older);
      await open().write(user, { secret: 'sealed before' });
      vi.stubEnv('CREDENTIALS_KEY', `${newer},${older}`);
      expect(await open().read(user)).toEqual({ secret: 'sealed before' });
      await open().write(user, { secret: 'sealed after' });
      vi.stubEnv('CREDENTIALS_KEY', newer);
      expect(await open().read(user)).toEqual({ secret: 'sealed after' });
      vi.stubEnv('CREDENTIALS_KEY', older);
      await expect(open().read(user)).rejects.toThrow('a key that is not configured');
    });

    it('are sealed with the key that a command prints, which runs once', async () => {
      vi.stubEnv('CREDENTIALS_KEY', '');
      const random = 'require("node:crypto").randomBytes(32).toString("base64")';
      vi.stubEnv('CREDENTIALS_KEY_COMMAND', `node  -p ${random}`);
      const user = randomUUID();
      await open().write(user, { secret: 'sealed' });
      expect(await open().read(user)).toEqual({ secret: 'sealed' });
      vi.stubEnv('CREDENTIALS_KEY', newKey());
      await expect(open().read(user)).rejects.toThrow('a key that is not configured');
    });

    it('are never half there', async () => {
      const store = open();
      const user = randomUUID();
      const secret = 'x'.repeat(100_000);
      await store.write(user, { secret });
      await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          if (index % 2 === 0) await store.write(user, { secret });
          else expect(await store.read(user)).toEqual({ secret });
        }),
      );
    });

    it('belong to users of any name', async () => {
      const store = open();
      const users = ['../../etc/passwd', '/', '', 'a\0b', 'x'.repeat(5_000), 'https://i|ä'];
      for (const user of users) await store.write(user, { secret: user });
      for (const user of users) expect(await store.read(user)).toEqual({ secret: user });
    });

    it.each(['correct horse battery staple', 'a'.repeat(44)])('refuse a weak key', async (key) => {
      vi.stubEnv('CREDENTIALS_KEY', key);
      await expect(open().read('alice')).rejects.toThrow('32 random bytes');
    });
  });
}
