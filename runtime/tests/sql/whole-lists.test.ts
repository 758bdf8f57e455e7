import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/sql.js';
import type { Dialect } from '../../src/sql/compile.js';
import { as, databases, type TestDatabase } from './databases.js';

interface Page {
  rows: { id: number; k: unknown; body?: string }[];
  next_cursor?: string;
  truncated?: true;
}

const texts = [
  "'2026-01-02T03:04:05Z'",
  "'2026-01-02T03:04:05'",
  "'a'",
  "'b '",
  "'é'",
  "'10'",
  "'9'",
];
const bytes = ['00', 'ff', '41', '4142', 'c328', ''];

/** Values of each type, unique; the last ones cannot be ordered as they are compared. */
const KEYS: Readonly<Record<Dialect, Readonly<Record<string, readonly string[]>>>> = {
  postgres: {
    'text collate "C"': texts,
    citext: texts,
    integer: ['1', '-2', '30'],
    bigint: ['9007199254740993', '9007199254740992', '-1', '9223372036854775807'],
    numeric: ['0.1', '12345678901234567890.12', '12345678901234567890.11', "'NaN'"],
    real: ['0.1', '0.2', '16777216', "'Infinity'"],
    'double precision': ['0.1', '0.30000000000000004', '0.3', "'-Infinity'", "'NaN'"],
    boolean: ['true', 'false'],
    bytea: bytes.map((hex) => `'\\x${hex}'`),
    date: ["'2026-01-02'", "'infinity'", "'0044-03-15 BC'"],
    timestamptz: [
      "'2026-01-02 03:04:05.678901+02'",
      "'2026-01-02 03:04:05.678902+02'",
      "'infinity'",
    ],
    uuid: ["'00000000-0000-4000-8000-000000000001'", "'ffffffff-0000-4000-8000-000000000001'"],
    mood: ["'sad'", "'glad'", "'bad'"],
    interval: ["'1 day'", "'23 hours'", "'2 months'"],
    'integer[]': ['array[1,2]', 'array[1,10]'],
    jsonb: ['\'{"a":1}\'', "'[1]'"],
  },
  mysql: {
    'varchar(99)': texts,
    'varchar(99) collate utf8mb4_bin': texts,
    integer: ['1', '-2', '30'],
    bigint: ['9007199254740993', '9007199254740992', '-1'],
    'bigint unsigned': ['18446744073709551615', '18446744073709551614', '3'],
    'decimal(30,5)': ['1.5', '0.1', '-3'],
    double: ['0.1', '0.30000000000000004', '0.3'],
    'varbinary(9)': bytes.map((hex) => `x'${hex}'`),
    'timestamp(6)': [
      "'2026-01-02 03:04:05.678901'",
      "'2026-01-02 03:04:05.678902'",
      "'2020-01-01'",
    ],
    'datetime(3)': ["'2026-01-02 03:04:05.678'", "'2026-01-02 03:04:05'"],
    date: ["'2026-01-02'", "'2020-01-02'"],
    time: ["'03:04:05'", "'-10:00:00'", "'100:00:00'"],
    year: ['2026', '1999'],
    float: ['0.1', '0.2'],
    "enum('z','a','m')": ["'z'", "'a'", "'m'"],
    "set('z','a')": ["'z'", "'a'", "'z,a'"],
    'bit(9)': ['1', '2', '300'],
  },
  sqlite: {
    integer: ['1', '-2', '9007199254740993', '9007199254740992', '9223372036854775807'],
    real: ['0.1', '0.2', '5', '1e300', '0.30000000000000004', '0.3'],
    text: texts,
    blob: [...bytes.map((hex) => `x'${hex}'`), "'a'", '1', '2.5'],
    numeric: ['1', '1.5', "'a'", "'0x10'"],
  },
};
const REFUSED: Readonly<Record<Dialect, readonly string[]>> = {
  postgres: ['integer[]', 'jsonb'],
  mysql: ['float', "enum('z','a','m')", "set('z','a')", 'bit(9)'],
  sqlite: [],
};

describe.each(databases)('$name', ({ isMissing, open }) => {
  let db: TestDatabase;
  let tables: Database;
  describe.skipIf(isMissing)('lists', () => {
    beforeAll(async () => {
      db = await open();
      tables = db.tables({ users: 'shared' });
      if (db.dialect === 'postgres')
        await db.admin("create extension citext; create type mood as enum ('sad', 'bad', 'glad')");
    });
    afterAll(() => db.stop());

    const page = (text: string, by?: readonly string[]) => {
      const run = tables.page('rows', text as never, by ? { by } : {});
      return async (limit: number, cursor?: string) =>
        (await run({ limit, cursor }, as('ann'))) as unknown as Page;
    };
    const filled = async (columns: string, rows: readonly string[]) => {
      await db.admin(`drop table if exists listed; create table listed (${columns})`);
      if (rows.length > 0) await db.admin(`insert into listed values ${rows.join(', ')}`);
      if (db.dialect === 'postgres') await db.admin('grant all on listed to app');
    };

    it('have every row on one page, for every type of a key and every size', async () => {
      for (const [type, values] of Object.entries(KEYS[db.dialect])) {
        await filled(
          `id int, k ${type}`,
          values.map((value, id) => `(${id}, ${value})`),
        );
        for (const by of ['k', '-k'])
          for (const size of [1, 2, 3, 50]) {
            const read = page('select id, k from listed', [by]);
            const seen: number[] = [];
            const all = async () => {
              let cursor: string | undefined;
              for (let count = 0; count <= values.length; count++) {
                const found = await read(size, cursor);
                seen.push(...found.rows.map(({ id }) => id));
                cursor = found.next_cursor;
                if (cursor === undefined) return 'ended';
              }
              return 'endless';
            };
            const outcome = await all().catch((error: unknown) => (error as Error).message);
            const isRefused = REFUSED[db.dialect].includes(type);
            const right = isRefused
              ? (expect.stringContaining('Pages cannot continue after "k"') as string)
              : 'ended';
            expect([type, by, size, outcome, seen.toSorted((a, b) => a - b)]).toEqual([
              ...[type, by, size, right],
              isRefused ? [] : values.map((_, id) => id),
            ]);
          }
      }
    });

    it('say that they have only the first rows', async () => {
      await filled(
        'id int, k varchar(9)',
        Array.from({ length: 5 }, (_, id) => `(${5 - id}, 'a')`),
      );
      const read = page('select id, k from listed order by id;');
      expect(await read(3)).toEqual({
        rows: [1, 2, 3].map((id) => ({ id, k: 'a' })),
        truncated: true,
      });
      expect(Object.keys(await read(5))).toEqual(['rows']);
    });

    it('shorten long values, and go on behind them', async () => {
      await filled(`id int primary key, body ${db.dialect === 'mysql' ? 'longtext' : 'text'}`, [
        "(1, 'a')",
        "(3, 'c')",
      ]);
      const long = {
        postgres: "repeat('é', 2000000)",
        mysql: "repeat('é', 2000000)",
        sqlite: "replace(hex(zeroblob(1000000)), '0', 'é')",
      }[db.dialect];
      await db.admin(`insert into listed values (2, ${long})`);
      const shortened = /^é{1000,}… \[shortened from 2000000 characters\]$/;
      const read = page('select id, body from listed', ['id']);
      for (const size of [1, 2, 20]) {
        const seen: Page['rows'] = [];
        let isTruncated = false;
        for (
          let cursor: string | undefined, isFirst = true;
          isFirst || cursor !== undefined;
          isFirst = false
        ) {
          const found: Page = await read(size, cursor);
          isTruncated ||= found.truncated === true;
          expect(JSON.stringify(found).length).toBeLessThan(1_100_000);
          seen.push(...found.rows);
          cursor = found.next_cursor;
        }
        expect([seen.map(({ id }) => id), isTruncated]).toEqual([[1, 2, 3], true]);
        expect(seen.map(({ body }) => body)).toEqual(['a', expect.stringMatching(shortened), 'c']);
      }
      const one = tables.one('select body from listed where id = 2');
      expect(await one({}, as('ann'))).toEqual({
        body: expect.stringMatching(shortened) as string,
      });
      const list = await tables.list('rows', 'select id, body from listed order by id')(
        {},
        as('ann'),
      );
      expect(list).toMatchObject({ rows: [{ id: 1 }, { id: 2 }, { id: 3 }], truncated: true });
      const text = 'update listed set id = 4 where id = 2';
      const then = 'select id, body from listed where id = 4';
      const change =
        db.dialect === 'mysql'
          ? tables.change(text, { then })
          : tables.change(`${text} returning id, body`);
      expect(await change({}, as('ann'))).toEqual({
        id: 4,
        body: expect.stringMatching(shortened) as string,
      });
      expect((await read(20)).rows.map(({ id }) => id)).toEqual([1, 3, 4]);
    });

    it('have rows that are too large to be sent, shortened by the database', async () => {
      const [bytes, json, long] = {
        postgres: ['bytea', 'jsonb', "repeat('é', 300000), decode(repeat('00ff', 99999), 'hex')"],
        mysql: ['longblob', 'json', "repeat('é', 300000), unhex(repeat('00ff', 99999))"],
        sqlite: ['blob', 'text', "replace(hex(zeroblob(150000)), '0', 'é'), zeroblob(199998)"],
      }[db.dialect];
      const body = db.dialect === 'mysql' ? 'longtext' : 'text';
      await filled(`id int primary key, body ${body}, b ${bytes}, j ${json}`, [
        `(1, 'a', null, '{"a":[1]}')`,
        `(3, 'c', null, '"c"')`,
        `(2, ${long}, ${db.dialect === 'sqlite' ? `'"' || hex(zeroblob(150000)) || '"'` : db.dialect === 'mysql' ? "json_quote(repeat('0', 300000))" : "to_jsonb(repeat('0', 300000))"})`,
      ]);
      const small = db.tables({ users: 'shared', limits: { maxBytes: 5_000 } });
      const columns = { j: 'json' } as const;
      const mark = (length: number) =>
        new RegExp(
          `…… \\[shortened from ${length} characters\\]$|[^…]… \\[shortened from ${length} characters\\]$`,
        );
      const rows = [
        { id: 1, body: 'a', b: null, j: { a: [1] } },
        {
          id: 2,
          body: expect.stringMatching(mark(300_000)) as string,
          b: '[199998 bytes]',
          j: expect.stringMatching(mark(300_002)) as string,
        },
        { id: 3, body: 'c', b: null, j: 'c' },
      ];
      const select = 'select id, body, b, j from listed';
      const pages = small.page('rows', select, { by: ['id'], columns });
      const first = (await pages({ limit: 2 }, as('ann'))) as unknown as Page;
      expect(first).toEqual({
        rows: rows.slice(0, 2),
        truncated: true,
        next_cursor: first.next_cursor,
      });
      expect(await pages({ limit: 2, cursor: first.next_cursor }, as('ann'))).toEqual({
        rows: rows.slice(2),
      });
      expect(await small.one(`${select} where id = 2`, { columns })({}, as('ann'))).toEqual(
        rows[1],
      );
      expect(await small.list('rows', `${select} order by id`, { columns })({}, as('ann'))).toEqual(
        { rows, truncated: true },
      );
    });
  });
});
