import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, databases, type TestDatabase } from './databases.js';
import { ordersOf, SCHEMA } from './orders.js';

const wide = {
  postgres: `select repeat('x', 50000000) as x, :principal.user_id as u`,
  mysql: `select repeat('x', 15000000) as x, :principal.user_id as u`,
  sqlite: 'select hex(zeroblob(20000000)) as x, :principal.user_id as u',
} as const;

describe.each(databases)('$name', ({ isMissing, open }) => {
  let db: TestDatabase;
  describe.skipIf(isMissing)('limits', () => {
    beforeAll(async () => {
      db = await open();
      await db.admin(SCHEMA[db.dialect]);
      const { add } = ordersOf(db.tables());
      for (let n = 0; n < 12; n++) await add({ title: `order ${n}` }, as('ann'));
    });
    afterAll(() => db.stop());

    const slow = (signal?: AbortSignal, limits = {}, tables = db.tables({ limits })) =>
      tables
        .transaction(as('ann', signal), (run) => run(db.slow as 'select 1', {}), { readOnly: true })
        .then(() => 'done', String);
    const noneRuns = () => expect.poll(() => db.running('2000000000'), { interval: 10 }).toBe(0);

    it('the time limit ends the statement at the server', async () => {
      expect(await slow(undefined, { timeoutMs: 300 })).toContain('did not respond in time');
      await noneRuns();
    });

    it('the end of a call ends its statements at the server, and other calls go on', async () => {
      const control = new AbortController();
      const calls = [1, 2, 3].map(() => slow(control.signal));
      if (db.dialect !== 'sqlite') await expect.poll(() => db.running('2000000000')).toBe(3);
      const { list } = ordersOf(db.tables());
      expect((await list({ limit: 3 }, as('ann'))).orders).toHaveLength(3);
      control.abort();
      for (const call of calls) expect(await call).toContain('cancelled');
      await noneRuns();
    });

    it('slow calls of one user leave connections to others', async () => {
      const tables = db.tables();
      const controls = Array.from({ length: 32 }, () => new AbortController());
      let ended = 0;
      const calls = controls.map(({ signal }) => slow(signal, {}, tables).finally(() => ended++));
      await expect.poll(() => db.running('2000000000')).toBe(db.dialect === 'sqlite' ? 0 : 5);
      const { list } = ordersOf(tables);
      for (const user of ['bob', 'eve'])
        expect(await list({ limit: 3 }, as(user))).toMatchObject({ orders: [] });
      expect(ended).toBe(0);
      for (const control of controls) control.abort();
      expect(new Set(await Promise.all(calls))).toEqual(
        new Set(['ToolError: The call was cancelled. No rows were changed.']),
      );
      expect((await list({ limit: 3 }, as('ann'))).orders).toHaveLength(3);
    });

    it('a call that gets no connection ends', async () => {
      const control = new AbortController();
      const tables = db.tables({ poolSize: 1 });
      const first = slow(control.signal, {}, tables);
      const second = await ordersOf(tables).list({ limit: 3 }, as('bob')).catch(String);
      expect(second).toContain('too many connections');
      control.abort();
      await first;
    });

    it('a cancel does not hit the next call', async () => {
      const { list } = ordersOf(db.tables());
      for (let round = 0; round < 20; round++) {
        const control = new AbortController();
        const call = slow(control.signal);
        setTimeout(() => control.abort(), round);
        const others = Array.from({ length: 6 }, () => list({ limit: 3 }, as('ann')));
        expect(await call).toContain('cancelled');
        for (const { orders } of await Promise.all(others)) expect(orders).toHaveLength(3);
      }
    });

    it('a connection that the server has closed while it was idle is replaced', async () => {
      const idle = {
        postgres: `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'`,
        // 1094: such a connection has just ended itself.
        mysql: `begin not atomic declare continue handler for 1094 begin end;
          for c in (select id from information_schema.processlist where user = 'app' and id <> connection_id())
          do kill c.id; end for; end`,
        sqlite: 'select 1',
      };
      const { list } = ordersOf(db.tables());
      for (let round = 0; round < 10; round++) {
        expect((await list({ limit: 3 }, as('ann'))).orders).toHaveLength(3);
        await db.admin(idle[db.dialect]);
      }
    });

    it('a large result ends at the limit', async () => {
      const tables = db.tables({ limits: { maxBytes: 200_000 } });
      const call = tables.transaction(as('ann'), (run) => run(wide[db.dialect], {}));
      await expect(call).rejects.toThrow('The result is too large.');
      expect(await tables.one('select :principal.user_id as me')({}, as('ann'))).toEqual({
        me: 'ann',
      });
    });

    it('a list with more rows than its limit is an error, and a page has the first ones', async () => {
      const tables = db.tables({ limits: { maxRows: 50 } });
      const many = 'select a.id as id from orders a, orders b where a.owner = :principal.user_id';
      await expect(tables.list('orders', many)({}, as('ann'))).rejects.toThrow('more than 50 rows');
      const page = tables.page('orders', many, { by: ['id'] });
      expect(await page({ limit: 1000 }, as('ann'))).toMatchObject({
        orders: Array.from({ length: 49 }, () => ({})),
      });
    });
  });
});
