import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { as, databases, type TestDatabase } from './databases.js';

const [postgres, mariadb, sqlite] = databases;
if (!postgres || !mariadb || !sqlite) throw new Error('three databases');

function use({ open }: (typeof databases)[number]): () => TestDatabase {
  let db: TestDatabase | undefined;
  beforeAll(async () => {
    db = await open();
  });
  afterAll(() => db?.stop());
  return () => {
    if (!db) throw new Error('no database');
    return db;
  };
}

describe.skipIf(postgres.isMissing)('PostgreSQL', () => {
  const db = use(postgres);

  it('results', async () => {
    const row = db()
      .tables({ users: 'shared' })
      .one(
        `select 9007199254740993::bigint as big, 12::bigint as small, 0.1000000000000000055511151231257827::numeric as exact,
      timestamptz '2026-01-02 03:04:05.678901+02' as moment, timestamp '2026-01-02 03:04:05' as wall, date '2026-01-02' as day,
      '{"a":[1,null]}'::jsonb as doc, '\\x00ff'::bytea as bin, array[1.10,2.20]::numeric[] as list, array['a,"b',null,'é'] as words,
      null::int as nothing, '👩‍👩‍👧' as emoji, true as yes, array[1,2]::bigint[] as bigs, interval '1 day 2 hours' as span, 2.50::numeric as price,
      'infinity'::timestamptz as ever, timestamptz '0044-03-15 00:00+00 BC' as ides, timestamp '0044-03-15 BC' as noon`,
        { columns: { price: 'number' } },
      );
    expect(await row({}, as('ann'))).toEqual({
      big: '9007199254740993',
      small: 12,
      exact: '0.1000000000000000055511151231257827',
      moment: '2026-01-02T01:04:05.678901Z',
      wall: '2026-01-02T03:04:05',
      day: '2026-01-02',
      doc: { a: [1, null] },
      bin: 'AP8=',
      list: ['1.10', '2.20'],
      words: ['a,"b', null, 'é'],
      nothing: null,
      emoji: '👩‍👩‍👧',
      yes: true,
      bigs: [1, 2],
      span: 'P1DT2H',
      price: 2.5,
      ever: 'infinity',
      ides: '0044-03-15 00:00:00+00 BC',
      noon: '0044-03-15 00:00:00 BC',
    });
  });

  it('lists of the types of users and extensions, also where long values are shortened', async () => {
    await db()
      .admin(`create type mood as enum ('calm', 'glad'); create domain small as int check (value < 9);
      create table moods (id int, moods mood[], hosts inet[] not null default '{}', smalls small[], boxes box[], two text[]);
      insert into moods values (1, '{calm,glad}', '{10.0.0.0/8}', '{1,null}', '{(1,1),(0,0);(3,3),(2,2)}', '{{a,b},{c,d}}'), (2, null, default, '{}', '{}', null);
      grant all on moods to app`);
    const tables = db().tables({ users: 'shared' });
    const [one, two] = [
      {
        id: 1,
        moods: ['calm', 'glad'],
        hosts: ['10.0.0.0/8'],
        smalls: [1, null],
        boxes: ['(1,1),(0,0)', '(3,3),(2,2)'],
        two: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      },
      { id: 2, moods: null, hosts: [], smalls: [], boxes: [], two: null },
    ];
    const select = 'select * from moods order by id';
    expect(await tables.list('rows', select)({}, as('ann'))).toEqual({ rows: [one, two] });
    const insert = `insert into moods (id, moods, hosts) values (3, :moods, :hosts) returning moods, hosts`;
    const added = { moods: ['glad'], hosts: ['10.0.0.1'] };
    expect(await tables.change<typeof insert, object>(insert as never)(added, as('ann'))).toEqual(
      added,
    );
  });

  it('arguments', async () => {
    const text =
      'select :n::int + 1 as n, :big::bigint as big, :yes::boolean as yes, :list::text[] as list, :doc::jsonb as doc, :docs::jsonb[] as docs, :none::text as none, :at::timestamptz as at';
    const args = {
      n: 5,
      big: 2n ** 60n,
      yes: false,
      list: [`a,"'{}`, 'b'],
      doc: [1, { x: "'" }],
      docs: [[1, 2], { x: '"' }, 't', null],
      none: undefined,
      at: '2026-01-02T03:04:05Z',
    };
    const row = db().tables({ users: 'shared' }).one<typeof text, typeof args>(text);
    expect(await row(args, as('ann'))).toEqual({
      ...args,
      n: 6,
      big: String(args.big),
      none: null,
    });
  });

  it('operators and functions that look like parameters', async () => {
    const text = `select '{"a":1}'::jsonb ? 'a' as has, '{"a":1}'::jsonb ?| array['b', 'a'] as any, '{"a":{"b":2}}'::jsonb #>> '{a,b}' as path,
      '{"a":1}'::jsonb @> :doc::jsonb as contains, (array[1,2,3])[1:2] as slice, make_interval(days := :n) as span`;
    const row = db().tables({ users: 'shared' }).one<typeof text, { doc: object; n: number }>(text);
    expect(await row({ doc: { a: 1 }, n: 2 }, as('ann'))).toEqual({
      ...{ has: true, any: true, path: '2', contains: true, slice: [1, 2], span: 'P2D' },
    });
  });

  it.each([
    `select nextval('s') as n`,
    'select effect() as n',
    `select set_config('role', 'none', false) as n, effect()`,
  ])('a tool that reads has no effects: %s', async (text) => {
    await db()
      .admin(`create sequence if not exists s; grant all on sequence s to app; create table if not exists effects (n int);
        create or replace function effect() returns int language sql as 'insert into effects values (1) returning n'; grant all on effects to app`);
    const read = db()
      .tables({ users: 'shared' })
      .list('rows', text as 'select 1');
    await expect(read({}, as('ann'))).rejects.toThrow('The database does not permit this.');
  });

  it('policies keep users apart on shared connections', async () => {
    await db()
      .admin(`create table notes (id int primary key, owner text not null default current_setting('app.user_id'), text text);
      insert into notes values (1, 'ann', 'a'), (2, 'ben', 'b'); alter table notes enable row level security;
      create policy own on notes using (owner = current_setting('app.user_id', true)) with check (owner = current_setting('app.user_id', true))`);
    const notes = db().policies();
    const list = notes.list('notes', 'select id from notes');
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, n) => list({}, as(n % 2 ? 'ann' : 'ben'))),
    );
    seen.forEach((page, n) => expect(page).toEqual({ notes: [{ id: n % 2 ? 1 : 2 }] }));
    expect(await list({}, as(`ann' or true --`))).toEqual({ notes: [] });
    const steal = notes.change(`update notes set text = 'mine' where id = 2`);
    await expect(steal({}, as('ann'))).rejects.toThrow('No row matches.');
    const forge = notes.change(`insert into notes values (3, 'ben', 'x')`);
    await expect(forge({}, as('ann'))).rejects.toThrow('does not permit');
    // No user is set here, although the connection has served others.
    const without = db().tables({ users: 'shared' }).list('notes', 'select id from notes');
    expect(await without({}, as('ann'))).toEqual({ notes: [] });
  });
});

describe.skipIf(mariadb.isMissing)('MariaDB', () => {
  const db = use(mariadb);

  it('results', async () => {
    await db()
      .admin(`create table t (big bigint, ubig bigint unsigned, exact decimal(40,20), at timestamp(6) null, wall datetime(3), day date, doc json, bin blob, yes tinyint(1), flag bit(1), bits bit(9), nothing int, emoji text, kind enum('a','b'));
      set time_zone='+00:00'; insert into t values (9007199254740993, 18446744073709551615, 0.1, '2026-01-02 03:04:05.678901', '2026-01-02 03:04:05', '2026-01-02', '{"a":[1,null]}', x'00ff', 1, b'0', b'100000001', null, '👩‍👩‍👧', 'b')`);
    const row = db()
      .tables({ users: 'shared' })
      .one('select * from t', { columns: { doc: 'json' } });
    expect(await row({}, as('ann'))).toEqual({
      big: '9007199254740993',
      ubig: '18446744073709551615',
      exact: '0.10000000000000000000',
      at: '2026-01-02T03:04:05.678901Z',
      wall: '2026-01-02T03:04:05',
      day: '2026-01-02',
      doc: { a: [1, null] },
      bin: 'AP8=',
      yes: true,
      flag: false,
      bits: 'AQE=',
      nothing: null,
      emoji: '👩‍👩‍👧',
      kind: 'b',
    });
  });

  it('arguments', async () => {
    await db().admin(
      'create table args (id int, n decimal(40,20), big bigint, at timestamp(6) null)',
    );
    const tables = db().tables({ users: 'shared' });
    const text = `insert into args values (1, :n, :big, replace(:at, 'Z', ''))`;
    const args = {
      n: '12345678901234567890.12345678901234567891',
      big: '9007199254740993',
      at: '2026-01-02T03:04:05.678901Z',
    };
    await tables.change<typeof text, typeof args>(text)(args, as('ann'));
    const read = 'select n, big, at from args where id in (:id, :none) and n = :n and big = :big';
    const row = tables.one<typeof read, object>(read as never);
    expect(await row({ ...args, id: 1, none: null }, as('ann'))).toEqual(args);
  });
});

describe('SQLite', () => {
  const db = use(sqlite);

  it('results', async () => {
    const row = db()
      .tables({ users: 'shared' })
      .one(
        `select 9007199254740993 as big, 12 as small, 0.5 as real, x'00ff' as bin, '{"a":1}' as doc, 1 as yes, 'x' as constructor, null as none, '👩‍👩‍👧' as emoji`,
        { columns: { doc: 'json', yes: 'boolean' } },
      );
    expect(await row({}, as('ann'))).toEqual({
      big: '9007199254740993',
      small: 12,
      real: 0.5,
      bin: 'AP8=',
      doc: { a: 1 },
      yes: true,
      constructor: 'x',
      none: null,
      emoji: '👩‍👩‍👧',
    });
  });
});
