import Database from 'libsql';
import { expect, it } from 'vitest';
import { withLimits } from '../../src/database/catalog/limits.js';
import { sqliteCatalog } from '../../src/database/catalog/sqlite.js';
import { draftTools } from '../../src/database/import.js';
import type { Column, Table, TableScope } from '../../src/database/model.js';
import { tablesForLock } from '../../src/database/scope.js';
import { withCases } from '../../src/database/test-cases.js';
import { testData as testDataOf } from '../../src/database/test-data.js';
import { TestRows } from '../../src/database/test-rows.js';
import { enumValues, resultSchema } from '../../src/database/types.js';

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
const testData = (...input: ConstructorParameters<typeof TestRows>) =>
  testDataOf(new TestRows(...input));
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

it('has a view as a view, with rows in a table whose name no other table has', () => {
  const tables = [
    { ...table('drafts', [column('id'), column('owner'), column('note')]), isView: true as const },
    table('drafts_rows', [column('id'), column('owner')]),
  ];
  const text = testData(tables, 'sqlite', { ...BY_OWNER, sharedTables: [] });
  const database = new Database(':memory:');
  database.exec(text.replaceAll(':alice', `'ann'`).replaceAll(':bob', `'ben'`));
  const objects = database.prepare('select name, type from sqlite_schema where sql is not null');
  expect(objects.all()).toEqual([
    { name: 'drafts_rows_', type: 'table' },
    { name: 'drafts', type: 'view' },
    { name: 'drafts_rows', type: 'table' },
  ]);
  expect(database.prepare('select count(*) as count from drafts').all()).toEqual([{ count: 4 }]);
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
    ...(type.startsWith('enum') && { values: enumValues(type) }),
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
  ['postgres', 'integer[]', 'array[601]::integer[]', 'array[604]::integer[]'],
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
    big bigint not null default 9223372036854775807, at timestamp default 0, day date default '2026-01-02', some any);
    create table bins (id integer primary key, full boolean not null, level int not null check (level between 0 and 9), size int check (size > 0));
    create table strict_parts (id integer primary key, qty integer not null, price real not null) strict`);
  const { tables } = sqliteCatalog(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const columns = tables.find(({ name }) => name === 'parts')?.columns.slice(1) ?? [];
  expect(columns.map(({ name, default: usual, constant }) => [name, usual, constant])).toEqual([
    ['qty', undefined, undefined],
    ['big', undefined, '9223372036854775807'],
    ['at', undefined, '0'],
    ['day', '2026-01-02', undefined],
    ['some', undefined, undefined],
  ]);
  const types = columns.map((each) => resultSchema(each, 'sqlite').type);
  expect(types).toEqual([
    ['number', 'string'],
    ['number', 'string'],
    ['string', 'number', 'null'],
    ['string', 'number', 'null'],
    undefined,
  ]);
  const bins = tables.find(({ name }) => name === 'bins')?.columns;
  expect(bins?.map((each) => resultSchema(each, 'sqlite').type)).toEqual([
    ['integer', 'string'],
    'boolean',
    'number', // no text is below 9
    ['number', 'string', 'null'],
  ]);
  const strict = tables
    .find(({ name }) => name === 'strict_parts')
    ?.columns.slice(1)
    .map((each) => resultSchema(each, 'sqlite').type);
  expect(strict).toEqual([
    ['integer', 'string'],
    ['number', 'string'],
  ]);
});

it('a column can be "__proto__"', () => {
  const odd = { ...table('odd', [column('id'), column('__proto__')]), key: ['id'] };
  expect(testData([odd], 'sqlite', { ...BY_OWNER, sharedTables: [] })).toContain("'Proto'");
});

it('a default that no argument can have is part of the statement', () => {
  const until = column('until', { type: 'date', default: 'infinity' });
  const [found] = withLimits([table('offers', [until])], [], 'postgres');
  expect(found?.columns[0]).toEqual(
    column('until', { type: 'date', constant: "'infinity'::date" }),
  );
});

it.each([
  ['no column', 'references customers', 'code'],
  ['another case', 'references CUSTOMERS(NAME)', 'name'],
])('SQLite: a foreign key with %s', (_, references, expected) => {
  const database = new Database(':memory:');
  database.exec(`create table customers (name text unique, code text primary key);
    create table orders (id integer primary key, Customer text, foreign key (CUSTOMER) ${references})`);
  const { tables } = sqliteCatalog(
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
  const { drafts } = draftTools([orders], { dialect: 'sqlite', tables: [orders] }, scope, []);
  const cases = Object.fromEntries(
    drafts.map((draft) => {
      const { name, query } = withCases(draft, new TestRows([orders], 'sqlite', scope));
      return [name, query.cases];
    }),
  );
  const first = { id: 5601, state: 'new', note: 'Call before noon.' };
  const middle = { id: 5602, state: 'sent', note: null };
  const last = { id: 5603, state: 'sent', note: 'Ring twice.' };
  const other = { state: 'new', note: 'Gift wrap.' };
  expect(cases).toEqual({
    list_orders: [
      { arguments: { state: 'new' }, result: { orders: [first] } },
      { arguments: { state: 'sent' }, result: { orders: [middle, last] } },
      { arguments: {}, result: { orders: [first, middle, last] } },
    ],
    get_order: [
      { arguments: { id: 5602 }, result: middle },
      { arguments: { id: 5601 }, result: first },
    ],
    create_order: [
      {
        arguments: { ...other, id: 5605 },
        result: { ...other, id: 5605 },
      },
      { arguments: { state: 'new', id: 5605 }, result: { state: 'new', id: 5605, note: null } },
      {
        arguments: { ...other, id: 5601 },
        error: 'A row with these values already exists',
      },
    ],
    update_order: [
      { arguments: { ...other, id: 5603 }, result: { ...other, id: 5603 } },
      { arguments: { id: 5601, clear: ['note'] }, result: { ...first, note: null } },
      {
        arguments: { id: 5601, note: other.note },
        result: { ...first, note: other.note },
      },
      { arguments: { id: 5601 }, error: 'Nothing would change.' },
    ],
    delete_order: [{ arguments: { id: 5602 }, result: { affected: 1 } }],
  });
});

it('lists find rows by unique columns, and leave bytes to tools that read one row', () => {
  const database = new Database(':memory:');
  database.exec(
    'create table pets (owner text, chip text, no int, photo blob, unique (owner, chip), primary key (owner, no, chip))',
  );
  const { tables } = sqliteCatalog(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const { drafts } = draftTools(
    tables,
    { dialect: 'sqlite', tables },
    { ...BY_OWNER, sharedTables: [] },
    [],
  );
  const [list, get, , remove] = drafts.map(({ tool }) => tool);
  expect([list?.description, Object.keys(list?.inputSchema.properties ?? {})]).toEqual([
    'List pets, without photo.',
    ['chip', 'limit', 'cursor'],
  ]);
  expect(list?.query.statement).not.toContain('photo');
  expect(get?.query.statement).toContain('photo');
  expect(remove?.confirm).toBe('Delete pet with no {no} and chip {chip}?');
});

it('rows satisfy the constraints of the database, and no two columns of a row are alike, but for zeros', () => {
  const database = new Database(':memory:');
  database.exec(`create table branches (id integer primary key, name text not null unique, code char(2) not null unique, area char(2) not null);
    create table members (id integer primary key, email text not null unique, branch text not null references branches(name), mentor_id integer references members);
    create table books (isbn text primary key check (length(isbn) = 13), title text not null, subtitle text not null, published date not null, printed date not null);
    create table copies (id integer primary key, isbn text not null references books, box text unique check (box is null or length(box) between 3 and 5), branch_id integer not null references branches,
      shelf_no integer not null check (shelf_no between 1 and 9), condition text not null check (condition in ('new', 'worn', 'lost')), unique (branch_id, shelf_no));
    create table loans (id integer primary key, copy_id integer not null references copies, member_id integer not null references members,
      loaned_on text not null, due_on text not null, fine real not null, fee real not null, renewals integer not null);
    create table tags (copy_id integer references copies, member_id integer references members, note text not null, primary key (copy_id, member_id));
    create table scans (copy_id integer references copies, page integer check (page between 1 and 40), side text check (side in ('a', 'b')), primary key (copy_id, page, side))`);
  const { tables } = sqliteCatalog(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const text = testData(tables, 'sqlite', { users: 'shared', sharedTables: [] });
  database.exec('pragma foreign_keys = off');
  for (const [insert] of text.matchAll(/^insert [^;]*;$/gm)) database.exec(insert);
  expect(database.prepare('pragma foreign_key_check').all()).toEqual([]);
  for (const { name } of tables) {
    const rows = database.prepare(`select * from ${name}`).all() as object[];
    expect(rows, name).toHaveLength(3);
    for (const row of rows) {
      const values = Object.values(row).filter((value) => value !== null && value !== 0);
      expect(values, name).toEqual([...new Set(values)]);
    }
  }
  for (const { name, columns, key } of tables)
    for (const column of columns.filter((one) => !key.includes(one.name))) {
      const ordered = database.prepare(`select rowid from ${name} order by ${column.name}, rowid`);
      const byKey = database.prepare(`select rowid from ${name} order by ${key.join()}`);
      expect(ordered.all(), `${name}.${column.name}`).not.toEqual(byKey.all());
    }
  const conditions = database.prepare('select condition from copies').pluck().all();
  expect(conditions).toEqual(['new', 'worn', 'lost']);
});

it('tables of the tests have the constraints that rows and calls of the tests satisfy', () => {
  const database = new Database(':memory:');
  database.exec(`create table clinics (id integer primary key, name text check (length(name) between 1 and 80), side text unique check (side in ('a', 'b')));
    create table vets (id integer primary key, email text unique, clinic_id int not null references clinics on delete cascade);
    create table pets (id integer primary key, vet_id int references vets on delete set null, box_id int not null references boxes);
    create table boxes (id integer primary key);
    create table visits (pet_id int references pets, vet_id int references vets, no int check (no > 0), primary key (pet_id, no));
    create table lids (id integer primary key, box_id int not null unique references boxes)`);
  const { tables } = sqliteCatalog(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const scope: TableScope = { users: 'shared', sharedTables: [] };
  const text = testData(tablesForLock(tables, scope), 'sqlite', scope);
  const stated = text.split('\n').filter((line) => /^ .* (unique|check|references)\b/.test(line));
  expect(stated.map((line) => line.trim().replace(/,$/, ''))).toEqual([
    'name text check (length(name) between 1 and 80)',
    `side text check (side in ('a', 'b'))`, // no two of few values
    'box_id int not null unique', // all boxes have lids, and one is deleted
    'vet_id int references vets (id) on delete set null',
    'email text unique',
    'clinic_id int not null references clinics (id) on delete cascade',
    'pet_id int not null references pets (id)',
    'vet_id int references vets (id)',
    '"no" int not null check ("no" > 0)',
  ]);
});

it('columns with few values have them in another order each', () => {
  const flag = { type: 'boolean' };
  const columns = [
    column('id'),
    column('active', flag),
    column('paid', flag),
    column('sent', flag),
  ];
  const text = testData([table('orders', columns)], 'sqlite', {
    users: 'shared',
    sharedTables: [],
  });
  const rows = [...text.matchAll(/'K\d.', (.*)\)/g)].map(([, row = '']) => row.split(', '));
  expect(new Set([0, 1, 2].map((at) => rows.map((row) => row[at]).join()))).toHaveLength(3);
});

/** The test cases of one tool of a table. */
function casesOf(one: Table, tool: string) {
  const scope = { ...BY_OWNER, sharedTables: [] };
  const { drafts } = draftTools([one], { dialect: 'mysql', tables: [one] }, scope, []);
  const rows = new TestRows([one], 'mysql', scope);
  return drafts.map((draft) => withCases(draft, rows)).find(({ name }) => name === tool)?.query
    .cases;
}

it('has the rows of a list in the order of the first column of the key that differs', () => {
  const columns = [column('sku', { type: 'char(8)' }), column('place', { type: 'int' })];
  const stock = { ...table('stock', [...columns, column('owner')]), key: ['sku', 'place'] };
  const all = casesOf(stock, 'list_stock')?.at(-1)?.result?.stock as { sku: string }[];
  expect(all.map(({ sku }) => sku)).toEqual([all[0]?.sku, all[0]?.sku, all[2]?.sku]);
});

it('counts a deleted row with those of its own table that lose their reference to it', () => {
  const reference = { nullable: true, references: { table: 'staff', column: 'id' } };
  const columns = [column('id', { type: 'int' }), column('owner')];
  const staff: Table = {
    ...table('staff', [...columns, column('lead_id', { type: 'int', ...reference })]),
    foreignKeys: [{ columns: ['lead_id'], table: 'staff', refers: ['id'] }],
    leftBy: ['staff'],
  };
  const [deletion] = casesOf(staff, 'delete_staff') ?? [];
  expect(deletion).toMatchObject({ deletes: { staff: 1 }, changes: { staff: 1 } });
});

it.each([
  [5, ['b', 'c', 'd', 'e'], undefined],
  [3, ['b', 'c'], undefined],
  [2, ['b', 'a'], 'A row with these values already exists'],
])('has rows of both users where a key has %i values', (count, keys, error) => {
  const values = ['a', 'b', 'c', 'd', 'e'].slice(0, count);
  const state = column('id', { type: `enum(${values.map((one) => `'${one}'`).join()})`, values });
  const states = table('states', [state, column('owner')]);
  const text = testData([states], 'mysql', { ...BY_OWNER, sharedTables: [] });
  expect(Array.from(text.matchAll(/^ {2}\('(.)'/gm), ([, key]) => key)).toEqual(keys);
  const [created] = casesOf(states, 'create_state') ?? [];
  expect(created).toEqual({
    arguments: { id: 'a' },
    ...(error === undefined ? { result: { id: 'a' } } : { error }),
  });
});

it('has lists of values of an enumeration as keys', () => {
  const moods = column('id', { type: 'mood[]', values: ['sad', 'glad'] });
  const text = testData([table('lists', [moods])], 'postgres', {
    users: 'shared',
    sharedTables: [],
  });
  expect(text).toContain("(array['glad']::mood[])");
});
