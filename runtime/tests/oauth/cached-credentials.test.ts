import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { CachedCredentials } from '../../src/oauth/cached-credentials.js';

const HOUR_MS = 3_600_000;

/** Tokens of an hour, and a server that fails or stays silent when it is told to. */
function server() {
  const state = { count: 0, answer: 'token' as 'token' | 'failure' | 'silence' };
  const obtain = async () => {
    state.count++;
    await Promise.resolve();
    if (state.answer === 'failure') throw new Error('down');
    if (state.answer === 'silence') return new Promise<never>(() => {});
    const now = Date.now();
    return { accessToken: `t${state.count}`, obtainedAt: now, expiresAt: now + HOUR_MS };
  };
  return { state, obtain };
}

const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.now() + ms });
  onTestFinished(() => void vi.useRealTimers());
};

it('concurrent calls of one user share a single request; another user gets their own', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('get', 'replace'), { minLength: 1, maxLength: 30 }),
      async (ways) => {
        const { state, obtain } = server();
        const cache = new CachedCredentials();
        const found = ways.map((way) =>
          way === 'get' ? cache.get('ann', obtain) : cache.replace('ann', 'rejected', obtain),
        );
        expect(new Set((await Promise.all(found)).map((one) => one?.accessToken))).toEqual(
          new Set(['t1']),
        );
        expect(state.count).toBe(1);
        await cache.get('bob', obtain);
        expect(state.count).toBe(2);
      },
    ),
  );
});

it.each(['failure', 'silence'] as const)(
  'what still lasts is used while others are obtained beside the calls: %s',
  async (answer) => {
    const { state, obtain } = server();
    const cache = new CachedCredentials();
    await cache.get('ann', obtain);
    later(HOUR_MS - 30_000);
    state.answer = answer;
    for (let count = 0; count < 5; count++) {
      expect(await cache.get('ann', obtain)).toHaveProperty('accessToken', 't1');
      await new Promise(setImmediate);
    }
    expect(state.count).toBe(2);
    if (answer === 'silence') return;
    state.answer = 'token';
    vi.advanceTimersByTime(6_000);
    await cache.get('ann', obtain);
    await vi.waitFor(async () =>
      expect(await cache.get('ann', obtain)).toHaveProperty('accessToken', 't3'),
    );
  },
);

it('what has failed is tried again, and keeps nothing that is older', async () => {
  const { state, obtain } = server();
  const cache = new CachedCredentials();
  state.answer = 'failure';
  const failing = cache.get('ann', obtain);
  cache.save('ann', { accessToken: 'newer' });
  await expect(failing).rejects.toThrow('down');
  expect(await cache.get('ann', obtain)).toEqual({ accessToken: 'newer' });
});

it('whatever the clock does, a token that is rejected is replaced', async () => {
  const jump = fc.integer({ min: -366, max: 366 }).map((days) => days * 24 * HOUR_MS);
  const holds = async (before: number, after: number) => {
    const { state, obtain } = server();
    const cache = new CachedCredentials();
    later(before);
    const known = await cache.get('ann', obtain);
    later(after);
    const { accessToken } = await cache.get('ann', obtain);
    const isNew = accessToken !== known.accessToken;
    const replaced = await cache.replace('ann', accessToken, obtain);
    // One that has just been issued is not rejected for its age.
    expect(replaced?.accessToken).toBe(isNew || after === 0 ? undefined : `t${state.count}`);
    vi.useRealTimers();
  };
  await fc.assert(fc.asyncProperty(jump, jump, holds));
});
