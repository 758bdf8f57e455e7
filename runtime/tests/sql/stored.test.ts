import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dialect } from '../../src/sql/compile.js';
import type { Columns } from '../../src/sql/values.js';
import { as, databases, type TestDatabase } from './databases.js';

type Stored = readonly [type: string, literal: string, value: unknown];

/** What is stored in a column of a type, and what comes back. */
const STORED: Readonly<Record<Exclude<Dialect, 'sqlite'>, readonly Stored[]>> = {
  postgres: [
    ['real', '0.1', 0.1],
    ['real', '397.9', 397.9],
    ['real', '16777216', 16777216],
    ['double precision', '0.1', 0.1],
    ['double precision', '1e300', 1e300],
    ['double precision', "'NaN'", 'NaN'],
    ['numeric', '1.50', '1.50'],
    ['numeric', '12345678901234567890.123', '12345678901234567890.123'],
    ['bigint', '9007199254740993', '9007199254740993'],
    ['char(5)', "'a'", 'a    '],
    ['varchar(5)', "'a '", 'a '],
    ['boolean', "'t'", true],
    ['bytea', "'\\x00ff'", 'AP8='],
    ['money', '12.5', '$12.50'],
    ['timetz', "'03:04:05+02'", '03:04:05+02'],
    ['date', "'infinity'", 'infinity'],
  ],
  mysql: [
    ['float', '0.1', 0.1],
    ['float', '397.9', 397.9],
    ['float', '16777216', 16777216],
    ['float', '3.4e38', 3.4e38],
    ['float', '-1.5e-30', -1.5e-30],
    ['double', '0.1', 0.1],
    ['double', '0.30000000000000004', 0.30000000000000004],
    ['decimal(30,10)', '1.5', '1.5000000000'],
    ['decimal(30,3)', '12345678901234567890.123', '12345678901234567890.123'],
    ['bigint unsigned', '18446744073709551615', '18446744073709551615'],
    ['tinyint(1)', '127', 127],
    ['bit(9)', "b'100000001'", 'AQE='],
    ['char(5)', "'a'", 'a'],
    ['varchar(5)', "'a '", 'a '],
    ['varchar(30)', "'2026-01-02T03:04:05Z'", '2026-01-02T03:04:05Z'],
    ['varbinary(5)', "x'00ff'", 'AP8='],
    ['year', '2026', 2026],
    ['time', "'-838:59:59'", '-838:59:59'],
    ["set('a','b')", "'b,a'", 'a,b'],
  ],
};

/** SQLite stores any value in any column; `typeof` and `hex` say what is there. */
const LITERALS = [
  ...['1', '0', '2', '1.5', '9007199254740993', '1e300', '9e999', "''", "'N/A'", "'1,234.50'"],
  ...["'0x10'", "'12 kg'", "'t'", "'true'", "'07'", "'1.50'", "'é😀'", "x'00ff'", "x''", 'null'],
  ...["cast(x'ff41' as text)", "cast(x'c328' as text)", "'a' || char(0) || 'b'", '\'{"a":1}\''],
];
const DECLARED = [
  ...['', 'integer', 'real', 'numeric', 'decimal(9,2)', 'boolean', 'text', 'varchar(9)', 'blob'],
  ...['date', 'json', 'money'],
];
const CONVERTED: readonly (Columns['v'] | undefined)[] = [undefined, 'number', 'boolean'];

/** Texts that are numbers exactly. */
const NUMBERS = new Map([
  ...['0', '1', '2'].map((text) => [text, Number(text)] as const),
  ...[['1.5', 1.5] as const, ['1.50', 1.5] as const, ['1.0e+300', 1e300] as const],
]);

interface InSqlite {
  type: string;
  hex: string;
  digits: string | null;
  v: unknown;
}

function storedInSqlite({ type, hex, digits }: InSqlite, as?: Columns['v']): unknown {
  switch (type) {
    case 'null':
      return null;
    case 'integer': {
      const number = Number(digits);
      if (as === 'boolean' && [0, 1].includes(number)) return number === 1;
      return Number.isSafeInteger(number) ? number : digits;
    }
    case 'real':
      if (as === 'boolean' && [0, 1].includes(Number(digits))) return Number(digits) === 1;
      return digits === 'Inf' ? 'Infinity' : Number(digits);
    case 'blob':
      return Buffer.from(hex, 'hex').toString('base64');
    default: {
      const text = Buffer.from(hex, 'hex').toString('utf8');
      return (as === 'number' ? NUMBERS.get(text) : undefined) ?? text;
    }
  }
}

describe.each(databases)('$name', ({ name, isMissing, open }) => {
  let db: TestDatabase;
  describe.skipIf(isMissing)('what is stored comes back', () => {
    beforeAll(async () => {
      db = await open();
    });
    afterAll(() => db.stop());

    const rowOf = (text: string, columns: Columns = {}) =>
      db.tables({ users: 'shared' }).one(text as 'select 1', { columns })({}, as('ann'));

    it.skipIf(name === 'SQLite')('by type', async () => {
      const rows = db.dialect === 'sqlite' ? [] : STORED[db.dialect];
      for (const [index, [type, literal, value]] of rows.entries()) {
        await db.admin(
          `create table s${index} (v ${type}); insert into s${index} values (${literal})`,
        );
        expect([type, literal, await rowOf(`select v from s${index}`)]).toEqual([
          type,
          literal,
          { v: value },
        ]);
      }
    });

    it('booleans of arguments', async () => {
      const types = { postgres: ['boolean'], mysql: ['boolean', 'bit(1)'], sqlite: ['boolean'] };
      for (const [index, type] of types[db.dialect].entries()) {
        await db.admin(`create table b${index} (v ${type})`);
        const text = `insert into b${index} (v) values (:v)` as 'insert into b (v) values (:v)';
        const insert = db.tables({ users: 'shared' }).change<typeof text, { v: boolean }>(text);
        for (const v of [true, false]) await insert({ v }, as('ann'));
        const stored = `select count(*) as n, sum(case when v then 1 else 0 end) as yes from b${index}`;
        expect(await rowOf(stored, { yes: 'number' })).toEqual({ n: 2, yes: 1 });
      }
    });

    it.runIf(name === 'SQLite')('by storage class and declared type', async () => {
      for (const [index, type] of DECLARED.entries())
        for (const literal of LITERALS) {
          const name = `s${index}`;
          await db.admin(
            `drop table if exists ${name}; create table ${name} (v ${type}); insert into ${name} values (${literal})`,
          );
          for (const as of CONVERTED) {
            const text = `select typeof(v) as type, hex(v) as hex, case when typeof(v) in ('integer', 'real') then printf(case typeof(v) when 'real' then '%!.17g' else '%d' end, v) end as digits, v from ${name}`;
            const row = (await rowOf(text, as && { v: as })) as unknown as InSqlite;
            expect([type, literal, as, row.v]).toEqual([
              type,
              literal,
              as,
              storedInSqlite(row, as),
            ]);
          }
        }
    });

    it.runIf(name === 'SQLite')('also from a statement that changes rows', async () => {
      await db.admin(`create table changed (id integer primary key, "odd "",name" text, b blob, n real);
        insert into changed values (1, cast(x'ff41' as text), x'00ff', 1.5)`);
      const tables = db.tables({ users: 'shared' });
      const all = { id: 1, 'odd ",name': '\ufffdA', b: 'AP8=', n: 1.5 };
      const returned = async (text: string, args: object = {}) =>
        tables.change<string, object>(text as never)(args, as('ann'));
      const update = 'update changed set n = n where id = 1 returning';
      expect(await returned(`${update} *`)).toEqual(all);
      expect(
        await returned(`${update} "odd "",name" as t, (b), coalesce(n, 'a,(') n, :x as x`, {
          x: 'é',
        }),
      ).toEqual({
        ...{ t: '\ufffdA', b: 'AP8=', n: 1.5, x: 'é' },
      });
      expect(
        await returned(`insert into changed (b) values ('returning') returning id, b`),
      ).toEqual({ id: 2, b: 'returning' });
      expect(
        await returned(`delete from changed where id = :id returning id -- the end`, { id: 2 }),
      ).toEqual({ id: 2 });
    });

    it('whatever is its number of decimal places, if it is exact', async () => {
      const numbers = {
        exact: '1.50',
        rounded: '0.1000000000000000055511151231257827',
        tiny: '0.0000001',
      };
      const list = Object.entries(numbers).map(
        ([name, text]) =>
          `cast('${text}' as ${db.dialect === 'sqlite' ? 'text' : 'decimal(38,34)'}) as ${name}`,
      );
      const columns = { exact: 'number', rounded: 'number', tiny: 'number' } as const;
      expect(await rowOf(`select ${list.join(', ')}`, columns)).toMatchObject({
        exact: 1.5,
        rounded: expect.stringMatching(/^0\.10000000000000000555/) as string,
        tiny: 1e-7,
      });
    });
  });
});
