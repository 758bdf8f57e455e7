import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, databases, type TestDatabase } from './databases.js';
import { ordersOf, SCHEMA, TRIGGERS } from './orders.js';

const EVIL = [
  `'; drop table orders; --`,
  `' or '1'='1`,
  `" or ""="`,
  `\\'; drop table orders; -- `,
  `x' union select id, owner, title from orders --`,
  ':principal.user_id',
  '$1',
  '?',
  '%',
  '`; drop table orders; `',
  '/*! drop table orders */',
  `'||(select title from orders limit 1)||'`,
  '\u02bc; drop table orders; --',
  `\xbf' or 1=1 -- `,
  `Größe 𝒳 👩‍👩‍👧 \u200f עברית e\u0301 \\ ' " \` %_`,
];

describe.each(databases)('$name', ({ isMissing, open }) => {
  let db: TestDatabase;
  let orders: ReturnType<typeof ordersOf>;
  describe.skipIf(isMissing)('orders', () => {
    beforeAll(async () => {
      db = await open();
      await db.admin(SCHEMA[db.dialect]);
      orders = ordersOf(db.tables());
    });
    afterAll(() => db.stop());

    it.each(EVIL)('a text with SQL in it is only compared and stored: %s', async (title) => {
      await orders.add({ title }, as(title));
      expect(await orders.find({ title }, as(title))).toMatchObject({ orders: [{ title }] });
      expect(await orders.find({ title: 'other' }, as(title))).toEqual({ orders: [] });
      await expect(orders.get({ id: title }, as('ann'))).rejects.toThrow(/No row matches|form/);
    });

    it.each<unknown>([
      {},
      { a: 1 },
      ['x'],
      { toString: 1 },
      new Date(0),
      /x/,
      true,
      1.5,
      -0,
      2 ** 60,
    ])('a value that is not text is bound: %o', async (title) => {
      const found = await orders.find({ title }, as('ann')).catch((error: unknown) => error);
      if (found instanceof Error) expect(found.name).toBe('ToolError');
      else expect(found).toEqual({ orders: [] });
    });

    it.each<unknown>(['a\0b', 'lone \ud800', NaN, Infinity, () => 1, Symbol('x')])(
      'is rejected before it is sent: %s',
      async (title) => {
        await expect(orders.add({ title }, as('ann'))).rejects.toThrow(
          'A value does not have the format that the database requires (title).',
        );
      },
    );

    it('keeps users apart', async () => {
      await orders.add({ title: 'of ann' }, as('ann'));
      const { orders: found } = await orders.find({ title: 'of ann' }, as('ann'));
      const id = found[0]?.id;
      expect(await orders.list({ limit: 10 }, as('ben'))).toEqual({ orders: [] });
      await expect(orders.get({ id }, as('ben'))).rejects.toMatchObject({ isMissing: true });
      await expect(orders.rename({ id, title: 'mine' }, as('ben'))).rejects.toThrow(
        'No row matches.',
      );
      expect(await orders.get({ id }, as('ann'))).toMatchObject({ title: 'of ann' });
      await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          const user = index % 2 ? 'ann' : 'ben';
          const page = await orders.list({ limit: 10 }, as(user));
          expect(page.orders.length > 0).toBe(user === 'ann');
        }),
      );
    });

    it('an argument cannot replace the principal', async () => {
      await orders.add({ title: 'secret' }, as('victim'));
      const args = { limit: 10, 'principal.user_id': 'victim', principal: { user_id: 'victim' } };
      expect(await orders.list(args, as('thief'))).toEqual({ orders: [] });
    });

    it('a change to the same values affects its row', async () => {
      await orders.add({ title: 'same' }, as('same'));
      const { orders: found } = await orders.list({ limit: 1 }, as('same'));
      const args = { id: found[0]?.id, title: 'same' };
      expect(await orders.rename(args, as('same'))).toEqual({ affected: 1 });
    });

    it('pages follow one another without gaps', async () => {
      for (let n = 0; n < 25; n++) await orders.add({ title: `order ${n}` }, as('pager'));
      for (const list of [orders.list, orders.listByPosition]) {
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const page = await list({ limit: 10, cursor }, as('pager'));
          seen.push(...page.orders.map(({ id }) => id));
          cursor = page.next_cursor;
        } while (cursor);
        expect([new Set(seen).size, seen.length]).toEqual([25, 25]);
      }
    });

    it('rejects made-up cursors, and binds the values of changed ones', async () => {
      const { next_cursor = '' } = await orders.list({ limit: 5 }, as('pager'));
      const [mark] = JSON.parse(Buffer.from(next_cursor, 'base64url').toString()) as unknown[];
      const made = (...parts: unknown[]) =>
        Buffer.from(JSON.stringify(parts)).toString('base64url');
      const one = ['same', 1];
      const keys = [
        [1, 2],
        [['same', { a: 1 }], one],
        [['bytes'], one],
        [['odd', 1], one],
        [['integer', 'x'], one],
      ];
      const bad = ['', 'x', made('x', one, one), made(mark, one), made(null)];
      bad.push(...keys.map((each) => made(mark, ...each)));
      for (const cursor of bad)
        await expect(orders.list({ limit: 5, cursor }, as('pager'))).rejects.toThrow('The cursor');
      const cursor = made(mark, ['same', `' or 1=1 --`], one);
      const found = await orders.list({ limit: 5, cursor }, as('ben')).catch(String);
      if (typeof found === 'string') expect(found).toContain('form');
      else expect(found).toEqual({ orders: [] });
    });

    it('a trigger refuses a change with its own words', async () => {
      for (const text of TRIGGERS[db.dialect]) await db.admin(text);
      await expect(orders.add({ title: 'refused' }, as('ann'))).rejects.toThrow(
        'The database rejects the change: The shop is closed. No rows were changed.',
      );
    });

    it('errors name the constraint and contain no value', async () => {
      await orders.add({ title: 'secret words' }, as('ann'));
      const twice = await orders.add({ title: 'secret words' }, as('ann')).then(
        () => new Error('no error'),
        (error: unknown) => error as Error,
      );
      expect(twice.message).toMatch(
        /A row with these values already exists \([\w. ,]*owner[\w. ,]*\)\.$/,
      );
      const all = JSON.stringify(twice, ['message', 'stack', 'cause']) + String(twice.cause);
      expect(all).not.toContain('secret');
      await expect(orders.add({ title: 'x'.repeat(400) }, as('ann'))).rejects.toThrow(
        /rejects these values \(.*title_short.*\)/,
      );
      await expect(orders.add({ title: null }, as('ann'))).rejects.toThrow(/missing \(.*title.*\)/);
    });

    it('a transaction that fails changes nothing', async () => {
      const run = db.tables().transaction(as('half'), async (run) => {
        const text = 'insert into orders (owner, title) values (:principal.user_id, :title)';
        await run(text, { title: 'first' });
        await run(text, { title: null });
      });
      await expect(run).rejects.toThrow('A required value is missing');
      expect(await orders.list({ limit: 5 }, as('half'))).toEqual({ orders: [] });
    });

    const lock = {
      postgres: {
        take: `select pg_advisory_lock(7) is null as taken, set_config('app.note', :principal.user_id, false) as note`,
        free: `select count(*) = 0 as free from pg_locks where locktype = 'advisory'`,
      },
      mysql: {
        take: `select get_lock('seven', 0) as taken, :principal.user_id as note`,
        free: `select is_free_lock('seven') = 1 as free`,
      },
      sqlite: { take: 'select 1 as taken, :principal.user_id as note', free: 'select 1 as free' },
    } as const;
    it.each(['one', 'transaction'] as const)('locks end with the call: %s', async (way) => {
      const tables = db.tables({ poolSize: 1 });
      const { take, free } = lock[db.dialect];
      if (way === 'one') await tables.one(take)({}, as('ann'));
      else
        await expect(
          tables.transaction(as('ann'), async (run) => {
            await run(take, {});
            throw new Error('after the lock');
          }),
        ).rejects.toThrow('after the lock');
      if (db.dialect !== 'sqlite')
        await expect.poll(async () => Boolean((await db.admin(free))[0]?.free)).toBe(true);
    });

    it('settings end with the call', async () => {
      if (db.dialect !== 'postgres') return;
      const tables = db.tables({ poolSize: 1 });
      await tables.one(lock.postgres.take)({}, as('ann'));
      const note = `select nullif(current_setting('app.note', true), '') as note, :principal.user_id as me`;
      expect(await tables.one(note)({}, as('ben'))).toEqual({ note: null, me: 'ben' });
    });

    it('a transaction does not succeed after a statement that failed', async () => {
      const tables = db.tables();
      const { list } = ordersOf(tables);
      const before = (await list({ limit: 50 }, as('ann'))).orders;
      const insert = 'insert into orders (owner, title) values (:principal.user_id, :title)';
      const call = tables.transaction(as('ann'), async (run) => {
        await run(insert, { title: 'kept?' });
        await run('select no_such_column from orders where owner = :principal.user_id', {}).catch(
          () => {},
        );
        return 'done';
      });
      await expect(call.then(String, () => 'failed')).resolves.toBe('failed');
      expect((await list({ limit: 50 }, as('ann'))).orders).toEqual(before);
    });

    it('a statement that comes after the end of its transaction does not run', async () => {
      const text = 'insert into orders (owner, title) values (:principal.user_id, :title)';
      let late: Promise<unknown> | undefined;
      const run = db.tables().transaction(as('late'), async (run) => {
        late = new Promise((resolve) => setTimeout(resolve, 50)).then(() =>
          run(text, { title: 'late' }),
        );
        late.catch(() => {});
        await Promise.all([run(text, { title: null }), run(text, { title: 'beside' })]);
      });
      await expect(run).rejects.toThrow('A required value is missing');
      await expect(late).rejects.toThrow('The transaction has ended.');
      expect(await orders.list({ limit: 5 }, as('late'))).toEqual({ orders: [] });
    });

    it('a reading transaction cannot write', async () => {
      const text = 'insert into orders (owner, title) values (:principal.user_id, :title)';
      const run = db
        .tables()
        .transaction(as('ann'), (run) => run(text, { title: 'no' }), { readOnly: true });
      await expect(run).rejects.toThrow('The database does not permit this.');
    });
  });
});
