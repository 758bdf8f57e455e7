import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fairShare, loginPools } from '../../src/sql/pools.js';

it('no pool is closed while a call of its login runs or waits', async () => {
  const shut: string[] = [];
  const open = loginPools(
    1,
    ({ username = '' }) => username,
    async (pool) => void shut.push(pool),
  );
  const { signal } = new AbortController();
  const request = { user: 'ann', signal, timeoutMs: 1_000 };
  let end: () => void = () => {};
  const { share } = open.get({ username: 'busy', password: '' });
  const running = share(request, () => new Promise<void>((resolve) => (end = resolve)));
  const waiting = share({ ...request, user: 'bob' }, async () => 'served');
  for (let index = 0; index < 60; index++) open.get({ username: `u${index}`, password: '' });
  expect(shut).not.toContain('busy');
  expect(shut).toHaveLength(11);
  end();
  await running;
  expect(await waiting).toBe('served');
});

/** How a call can end, and what its caller hears. */
const ENDS = { well: ['done'], failing: ['Error'], leaving: ['done', 'StatementStoppedError'] };

it('each call gets one of the connections until it ends or its caller leaves, and all come back', async () => {
  const call = fc.record({
    user: fc.constantFrom('ann', 'bob', 'eve'),
    end: fc.constantFrom('well', 'failing', 'leaving'),
  });
  const holds = async (
    size: number,
    calls: (typeof call extends fc.Arbitrary<infer Call> ? Call : never)[],
    scheduler: fc.Scheduler,
  ) => {
    const { share, isIdle } = fairShare(size);
    let open = 0;
    const heard = calls.map(({ user, end }) => {
      const control = new AbortController();
      if (end === 'leaving') void scheduler.schedule(Promise.resolve()).then(() => control.abort());
      return share({ user, signal: control.signal, timeoutMs: 60_000 }, async () => {
        expect(++open).toBeLessThanOrEqual(size);
        await scheduler.schedule(Promise.resolve());
        open--;
        if (end === 'failing') throw new Error('failed');
      }).then(
        () => 'done',
        (error: unknown) => (error as Error).name,
      );
    });
    await scheduler.waitIdle();
    for (const [index, end] of (await Promise.all(heard)).entries())
      expect(ENDS[calls[index]!.end]).toContain(end);
    expect([open, isIdle()]).toEqual([0, true]);
  };
  const calls = fc.array(call, { maxLength: 20 });
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 4 }), calls, fc.scheduler(), holds));
});
