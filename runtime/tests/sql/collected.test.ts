import { expect, it, onTestFinished } from 'vitest';
import { collectGarbage } from '../collect-garbage.js';
import { as, databases } from './databases.js';

it('garbage collection does not wait for a running statement of SQLite', async () => {
  const db = await databases.find(({ name }) => name === 'SQLite')?.open();
  if (!db) throw new Error('SQLite is missing');
  onTestFinished(() => db.stop());
  const tables = db.tables();
  for (let n = 0; n < 20; n++)
    await tables.one(`select ${n} + :n as n, :principal.user_id as me` as 'select 1')(
      { n },
      as('ann'),
    );
  const control = new AbortController();
  const slow = tables.transaction(
    as('ann', control.signal),
    (run) => run(db.slow as 'select 1', {}),
    { readOnly: true },
  );
  const outcome = slow.then(() => 'done', String);
  await new Promise((resolve) => setTimeout(resolve, 200));
  collectGarbage();
  control.abort();
  expect(await outcome).toContain('cancelled');
});
