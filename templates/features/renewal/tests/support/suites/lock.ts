import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { withLock } from '../../../src/core/credentials/lock.js';
import { providers } from '../../../src/providers/index.js';

/** One process at a time for a user's record. */
export function testLock(name: string): void {
  const [provider = ''] = Object.keys(providers);

  describe(`locks in ${name}`, () => {
    beforeEach(() => {
      vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
      return () => vi.unstubAllEnvs();
    });

    it('let one in at a time', async () => {
      const user = randomUUID();
      let inside = 0;
      const seen: number[] = [];
      const task = async () => {
        seen.push(++inside);
        await turn();
        inside--;
      };
      await Promise.all(Array.from({ length: 15 }, () => withLock(provider, user, task)));
      expect(seen).toEqual(Array.from({ length: 15 }, () => 1));
    });

    it('keep other users free, and many at once do not wait for each other in a circle', async () => {
      const [alice, bob] = [randomUUID(), randomUUID()];
      const both = withLock(provider, alice, () => withLock(provider, bob, async () => 'both'));
      expect(await both).toBe('both');
      const users = Array.from({ length: 20 }, () => randomUUID());
      const all = users.map((user) => withLock(provider, user, turn));
      await Promise.all(all);
    });

    it('end with the task, also where it fails', async () => {
      const user = randomUUID();
      const failing = withLock(provider, user, async () => {
        throw new Error('task');
      });
      await expect(failing).rejects.toThrow('task');
      expect(await withLock(provider, user, async () => 'next')).toBe('next');
    });
  });
}
