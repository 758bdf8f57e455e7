import Database from 'libsql';
import { expect, it } from 'vitest';
import { sqliteCatalogue } from '../../src/database/catalogue/sqlite.js';
import type { Column, Table } from '../../src/database/model.js';
import { testData } from '../../src/database/test-data.js';

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

it('has the column of the user also where no tool returns it', () => {
  const columns = [column('id'), column('owner', { hidden: true }), column('note')];
  const text = testData([table('notes', columns)], 'sqlite', { ...BY_OWNER, sharedTables: [] });
  const database = new Database(':memory:');
  database.exec(text.replaceAll(':alice', `'ann'`).replaceAll(':bob', `'ben'`));
  expect(database.prepare('select owner from notes order by owner').all()).toEqual([
    { owner: 'ann' },
    { owner: 'ben' },
  ]);
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
