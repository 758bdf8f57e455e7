import Database from 'libsql';
import { expect, it } from 'vitest';
import { createCheck } from '../../src/codegen/zod-shape/valid.js';
import { sqliteCatalog } from '../../src/database/catalog/sqlite.js';
import type { TableScope } from '../../src/database/model.js';
import { columnText, ServedTable } from '../../src/database/served-table.js';
import { argumentSchema } from '../../src/database/types.js';
import { deleteTool } from '../../src/database/write-tools.js';
import { singular } from '../../src/model/text/singular.js';

it.each<[name: string, isBoolean: boolean, text: string]>([
  ['id', false, 'ID of the order.'],
  ['customer_id', false, 'Customer ID of the order.'],
  ['isbn', false, 'ISBN of the order.'],
  ['vat_id', false, 'VAT ID of the order.'],
  ['Unit Price', false, 'Unit price of the order.'],
  ['unit_price_cents', false, 'Unit price of the order in cents.'],
  ['won', true, 'Whether the order is won.'],
  ['created_at', false, 'When the order was created.'],
  ['joined_on', false, 'When the order joined.'],
  ['due_on', false, 'When the order is due.'],
  ['last_used', false, 'Column "last_used" of the order.'],
  ['seed', false, 'Seed of the order.'],
  ['order', false, 'Order.'],
  ['max_size', false, 'Maximum size of the order.'],
  ['is_active', true, 'Whether the order is active.'],
  ['email_verified_at', false, 'Column "email_verified_at" of the order.'],
  ['last_seen', false, 'Column "last_seen" of the order.'],
  ['allow_email', true, 'Column "allow_email" of the order.'],
  ['naïve', false, 'Column "naïve" of the order.'],
  ['on_call', true, 'Whether the order is on call.'],
  ['weight_kg', false, 'Weight of the order in kg.'],
  ['order_no', false, 'Order number.'],
  ['can_edit', true, 'Whether the order can edit.'],
  ['has_notes', true, 'Whether the order has notes.'],
])('%s', (name, isBoolean, text) => expect(columnText(name, 'order', isBoolean)).toBe(text));

it.each([
  ['order_lines', 'order lines'],
  ['customer', 'rows of customer'],
  ['order_history', 'rows of order history'],
])('the rows of the table %s are "%s"', (plural, rows) => {
  const table = { name: plural, columns: [], path: [plural], key: [], unique: [] };
  const words = { plural, singular: singular(plural) };
  const scope: TableScope = { users: 'shared', sharedTables: [] };
  expect(new ServedTable(table, 'sqlite', scope, words).rows).toBe(rows);
});

it.each([
  ['due_on', 'text', 'When the loan is due, as YYYY-MM-DD.'],
  ['returnedAt', 'text', 'When the loan was returned, as YYYY-MM-DD HH:MM:SS.'],
  ['due_on', 'integer', 'When the loan is due.'],
])('the description of %s in SQLite, whose type is %s: %s', (name, type, description) => {
  const column = { name, type, nullable: false };
  const table = { name: 'loans', columns: [column], path: ['loans'], key: [], unique: [] };
  const scope: TableScope = { users: 'shared', sharedTables: [] };
  const servedTable = new ServedTable(table, 'sqlite', scope, {
    plural: 'loans',
    singular: 'loan',
  });
  expect(servedTable.argument(column).description).toBe(description);
});

it.each([
  ['date', ['2026-01-02'], ['2026-01-02 03:04:05', '2 January', '1767322800']],
  [
    'timestamp',
    ['2026-01-02 03:04:05'],
    ['2026-01-02', '2026-01-02T03:04:05', '2026-01-02 24:00:00', '2026-13-02 03:04:05'],
  ],
  ['time', ['03:04:05'], ['3 am', '99:04:05']],
])('SQLite has %s as one form of text', (type, right, wrong) => {
  const schema = argumentSchema({ name: 'when', type, nullable: false }, 'sqlite');
  const fits = createCheck(schema, new Map());
  expect([...right, ...wrong].filter(fits)).toEqual(right);
});

it.each([
  ['primary_vet_id', 'ID of the primary vet.'],
  ['vet_id', 'ID of the vet.'],
  ['mentor', 'ID of the vet.'],
])('the description of %s, which refers to vets: %s', (name, description) => {
  const column = {
    name,
    type: 'integer',
    nullable: false,
    references: { table: 'vets', column: 'id' },
  };
  const table = { name: 'pets', columns: [column], path: ['pets'], key: [], unique: [] };
  const scope: TableScope = { users: 'shared', sharedTables: [] };
  const servedTable = new ServedTable(table, 'sqlite', scope, { plural: 'pets', singular: 'pet' });
  expect(servedTable.argument(column).description).toBe(description);
});

it('a table lists the tables whose rows are deleted with its own, and those that prevent a deletion', () => {
  const database = new Database(':memory:');
  database.exec(`create table patients (id integer primary key);
    create table visits (id integer primary key, patient_id integer references patients on delete cascade);
    create table bills (visit_id integer references visits on delete cascade, patient_id integer references patients);
    create table payments (bill_id integer references visits, patient_id integer references patients on delete set null);
    create table people (id integer primary key, parent_id integer references people on delete cascade)`);
  const { tables } = sqliteCatalog(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  const cascades = Object.fromEntries(tables.map((table) => [table.name, table.cascades]));
  expect(cascades).toEqual({
    patients: ['visits', 'bills'],
    visits: ['bills'],
    people: ['people'],
  });
  const keptBy = Object.fromEntries(tables.map((table) => [table.name, table.keptBy]));
  expect(tables.map((table) => table.leftBy).filter(Boolean)).toEqual([['payments']]);
  expect(keptBy).toEqual({ patients: ['bills', 'payments'], visits: ['payments'] });
});

it.each([
  [['people'], 'Delete one person and the people that refer to it.'],
  [['people', 'letters'], 'Delete one person and its letters, and the people that refer to it.'],
  [['letters'], 'Delete one person and its letters.'],
])('a deletion states that rows of %j go with the row', (cascades, description) => {
  const column = { name: 'id', type: 'integer', nullable: false };
  const table = {
    name: 'people',
    path: ['people'],
    columns: [column],
    key: ['id'],
    unique: [],
    cascades,
  };
  const scope: TableScope = { users: 'shared', sharedTables: [] };
  const servedTable = new ServedTable(table, 'sqlite', scope, {
    plural: 'people',
    singular: 'person',
  });
  expect(deleteTool(servedTable)).toMatchObject({ description });
});

it('the shortest unique constraint of required columns replaces a primary key', () => {
  const database = new Database(':memory:');
  database.exec(`create table tags (a text not null, b text not null, code text not null unique, note text unique, unique (a, b));
    create table notes (code text unique)`);
  const { tables } = sqliteCatalog(
    (text, ...values) => database.prepare(text).all(...values) as never,
  );
  expect(tables.map(({ name, key, unique }) => [name, key, unique])).toEqual([
    ['notes', [], [['code']]],
    ['tags', ['code'], [['note'], ['a', 'b']]],
  ]);
});

it.each([
  ['line', 'order line', 'Line of the order.'],
  ['shelf', 'shelf entry', 'Shelf of the entry.'],
  ['number', 'visit', 'Number of the visit.'],
  ['visit_number', 'visit', 'Visit number.'],
])('%s of an %s', (name, label, text) => expect(columnText(name, label, false)).toBe(text));
