import Database from 'libsql';
import { expect, it } from 'vitest';
import { withLimits } from '../../src/database/catalogue/limits.js';
import { sqliteCatalogue } from '../../src/database/catalogue/sqlite.js';
import type { Column, Table } from '../../src/database/model.js';
import { draftsOf } from '../../src/database/import.js';
import { withCases } from '../../src/database/test-cases.js';
import { testData } from '../../src/database/test-data.js';
import { enumOf, outputOf } from '../../src/database/types.js';

const column = (name: string, more: Partial<Column> = {}): Column => ({
  name,
  type: 'text',
  nullable: false,
  ...more,
});
const table = (name: string, columns: Column[]): Table => ({
  name,
  path: name.split('.'),
  columns,
  key: ['id'],
  unique: [],
});
const BY_OWNER = { users: 'parameter', userColumn: 'owner', sharedTables: [] } as const;

it('creates the schemas of enumerations', () => {
  const state = (type: string) => column('state', { type, values: ['a'] });
  const text = testData(
    [
      table('sales.orders', [column('id'), column('owner'), state('sales.state')]),
      table('parts', [column('id'), column('owner'), state('"My Types".state')]),
      table('notes', [column('id'), column('owner'), state('"a.b"')]),
    ],
    'postgres',
    { ...BY_OWNER, sharedTables: [] },
  );
  const created = text.split('\n').filter((line) => /^create (schema|type)/.test(line));
  expect(created).toEqual([
    ...['create schema sales;', 'create schema "My Types";'],
    `create type sales.state as enum ('a');`,
    `create type "My Types".state as enum ('a');`,
    `create type "a.b" as enum ('a');`,
  ]);
});

it('has lists of named types as lists of texts', () => {
  const moods = column('moods', { type: 'mood[]' });
  const text = testData([table('notes', [column('id'), moods])], 'postgres', {
    ...BY_OWNER,
    sharedTables: [],
  });
  expect(text).toContain('moods text[] not null');
  expect(text).toMatch(/array\['.+'\]::text\[\]/);
  expect(text).not.toContain('mood[]');
});

it('has the column of the user also where no tool returns it', () => {
  const columns = [column('id'), column('owner', { hidden: true }), column('note')];
  const text = testData([table('notes', columns)], 'sqlite', { ...BY_OWNER, sharedTables: [] });
  const database = new Database(':memory:');
  database.exec(text.replaceAll(':alice', `'ann'`).replaceAll(':bob', `'ben'`));
  expect(database.prepare('select distinct owner from notes order by owner').all()).toEqual([
    { owner: 'ann' },
    { owner: 'ben' },
  ]);
});

it.each([
  ...['integer', 'bigint', 'double precision', 'numeric', 'boolean', 'text', 'date', 'uuid'],
  ...['timestamp with time zone', 'timestamp without time zone', 'time without time zone'],
  ...['jsonb', 'bytea', 'interval', 'text[]', 'boolean[]', 'numeric[]', 'character(1)'],
  ...["enum('a','b')", "set('a','b')", 'tinyint(1)', 'json', 'bit(1)', 'datetime', 'time'],
])('rows of users differ in a column of the type %s', (type) => {
  const dialect = /^(enum|set|tinyint|json$|bit|datetime|time$)/.test(type) ? 'mysql' : 'postgres';
  const value = column('value', {
    type,
    ...(type.startsWith('enum') && { values: enumOf(type) }),
    ...(type.startsWith('character') && { length: 1 }),
  });
  const one = { ...table('settings', [column('owner'), value]), key: ['owner'] };
  const [alice, bob] =
    testData([one], dialect, { ...BY_OWNER, sharedTables: [] }).match(
      /(?<=\(:\w+, ).*(?=\)[,;]$)/gm,
    ) ?? [];
  expect(alice).toBeDefined();
  expect(alice).not.toBe(bob);
});

it.each([
  ['sqlite', 'real', '7.5', '10.5'],
  ['postgres', 'double precision', '7.5', '10.5'],
  ['mysql', 'year(4)', '2026', '2029'],
  ['postgres', 'integer[]', 'array[1]::integer[]', 'array[4]::integer[]'],
  ['postgres', 'jsonb', `'{"key":1}'`, `'{"key":4}'`],
] as const)('keys have values of their type: %s, %s', (dialect, type, alice, bob) => {
  const one = table('readings', [column('id', { type }), column('owner')]);
  const text = testData([one], dialect, { ...BY_OWNER, sharedTables: [] });
  const rows = text.slice(text.indexOf('values\n') + 'values\n'.length).split('\n');
  expect([rows.at(0), rows.at(-1)]).toEqual([`  (${alice}, :alice),`, `  (${bob}, :bob);`]);
});

it('has the key of tables with one row per user', () => {
  const columns = [column('owner'), column('theme')];
  const settings = { ...table('settings', columns), key: ['owner'] };
  for (const [dialect, expected] of [
    ['sqlite', 'owner text not null primary key'],
    ['postgres', 'primary key (owner)'],
  ] as const)
    expect(testData([settings], dialect, { ...BY_OWNER, sharedTables: [] })).toContain(expected);
});

it('SQLite: defaults that arguments cannot have are none, and times may be numbers', () => {
  const database = new Database(':memory:');
  database.exec(`create table parts (id integer primary key, qty integer not null default 0 check (qty >= 1),
    big bigint not null default 9223372036854775807, at timestamp default 0, day date default '2026-01-02', some any)`);
  const { tables } = sqliteCatalogue(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const columns = tables[0]?.columns.slice(1) ?? [];
  expect(columns.map(({ name, default: usual, filled }) => [name, usual, filled])).toEqual([
    ['qty', undefined, undefined],
    ['big', undefined, 'expression'],
    ['at', undefined, 'expression'],
    ['day', '2026-01-02', undefined],
    ['some', undefined, undefined],
  ]);
  const types = columns.map((each) => outputOf(each, 'sqlite').type);
  expect(types).toEqual([
    ['number', 'string'],
    ['number', 'string'],
    ['string', 'number', 'null'],
    ['string', 'number', 'null'],
    undefined,
  ]);
});

it('the database fills in a default that no argument can have', () => {
  const until = column('until', { type: 'date', default: 'infinity' });
  const [found] = withLimits([table('offers', [until])], [], 'postgres');
  expect(found?.columns[0]).toEqual(column('until', { type: 'date', filled: 'expression' }));
});

it.each([
  ['no column', 'references customers', 'code'],
  ['another case', 'references CUSTOMERS(NAME)', 'name'],
])('SQLite: a foreign key with %s', (_, references, expected) => {
  const database = new Database(':memory:');
  database.exec(`create table customers (name text unique, code text primary key);
    create table orders (id integer primary key, Customer text, foreign key (CUSTOMER) ${references})`);
  const { tables } = sqliteCatalogue(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const orders = tables.find(({ name }) => name === 'orders');
  expect(orders?.columns.find(({ name }) => name === 'Customer')?.references).toEqual({
    table: 'customers',
    column: expected,
  });
});

it('calls find rows by each filter, and do not find others', () => {
  const state = column('state', { values: ['new', 'sent'] });
  const columns = [
    column('id', { type: 'integer' }),
    column('owner'),
    state,
    column('note', { nullable: true }),
  ];
  const orders = table('orders', columns);
  const scope = { ...BY_OWNER, sharedTables: [] };
  const { drafts } = draftsOf([orders], { dialect: 'sqlite' }, scope, []);
  const cases = Object.fromEntries(
    drafts.map((draft) => {
      const { name, query } = withCases(draft, [orders], 'sqlite', scope);
      return [name, query.cases];
    }),
  );
  const first = { id: 101, state: 'new', note: 'Call before noon.' };
  const middle = { id: 102, state: 'sent', note: null };
  const last = { ...first, id: 103 };
  expect(cases).toEqual({
    list_orders: [
      { arguments: { state: 'new', limit: 20 }, result: { orders: [first, last] } },
      { arguments: { state: 'sent', limit: 20 }, result: { orders: [middle] } },
      { arguments: { limit: 20 }, result: { orders: [first, middle, last] } },
    ],
    get_order: [
      { arguments: { id: 102 }, result: middle },
      { arguments: { id: 101 }, result: first },
    ],
    create_order: [
      {
        arguments: { id: 1, state: 'new', note: 'Call before noon.' },
        result: { ...first, id: 1 },
      },
    ],
    update_order: [
      { arguments: { ...first, id: 102 }, result: { ...first, id: 102 } },
      { arguments: { id: 101, clear: ['note'] }, result: { ...first, note: null } },
    ],
    delete_order: [{ arguments: { id: 102 }, result: { affected: 1 } }],
  });
});
