import { expect, it } from 'vitest';
import { pools } from '../../src/sql/pools.js';

it('no pool is closed while a call of its login runs or waits', async () => {
  const shut: string[] = [];
  const open = pools(
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
