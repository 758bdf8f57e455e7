import type { Column, Dialect, Table, Values } from './model.js';
import { quoteIdentifier } from './names.js';
import { literal } from './statement.js';
import { Subject } from './subject.js';
import { constraintsOf } from './test-constraints.js';
import { isCounted, NEXT_ID, storedColumns, type TestRows } from './test-rows.js';
import { type Family, familyOf, itemOf, qualifiedType, textSamples } from './types.js';

/**
 * Tables for the generated tests: the columns, keys and constraints of those that were imported, with rows of both users.
 * Without conditions and triggers that values of the tests might not satisfy.
 */
export const testData = (rows: TestRows): string => [...testBlocks(rows).values()].join('\n\n');

/** The paragraphs of the test data by table; "" for what all of them need. */
export function testBlocks(rows: TestRows): Map<string, string> {
  const { tables, dialect, scope } = rows;
  const types = new Map(tables.flatMap((table) => enumTypes(table, dialect)));
  const schemas = new Set([
    ...tables.flatMap(({ path }) =>
      path.slice(0, -1).map((name) => quoteIdentifier(name, dialect)),
    ),
    ...[...types.keys()].flatMap(schemaOf),
  ]);
  schemas.delete('public'); // the tests begin with it
  const head = [
    `-- The imported tables, with constraints of single columns, and rows${scope.users === 'shared' ? '' : ' of the users :alice and :bob'} for the tests.`,
    ...[...schemas].flatMap((name) => [
      `drop schema if exists ${name} cascade;`,
      `create schema ${name};`,
    ]),
    ...Array.from(types, ([name, values]) => {
      const list = values.map((value) => literal(value, 'text', dialect)).join(', ');
      return `create type ${name} as enum (${list});`;
    }),
  ];
  return new Map([
    ['', head.join('\n')],
    ...tables.map((table) => [table.name, tableLines(table, rows).join('\n')] as const),
  ]);
}

/** PostgreSQL has named types for enumerations. */
const enumTypes = ({ columns }: Table, dialect: Dialect): [string, string[]][] =>
  dialect === 'postgres'
    ? columns.flatMap((column): [string, string[]][] =>
        column.values ? [[qualifiedType(itemOf(column)), column.values]] : [],
      )
    : [];

/** `sales.state`, as the catalogue of PostgreSQL quotes it. */
const schemaOf = (type: string): string[] => /^(?:"(?:[^"]|"")*"|[^".]+)(?=\.)/.exec(type) ?? [];

function tableLines(table: Table, testRows: TestRows): string[] {
  const { dialect, scope } = testRows;
  const subject = new Subject(table, dialect, scope, { many: 'rows', one: 'row' });
  const columns = storedColumns(subject);
  const keys = table.key.filter((each) => columns.some((column) => column.name === each));
  const name = table.path.map((part) => quoteIdentifier(part, dialect)).join('.');
  const isInline = dialect === 'sqlite' && keys.length === 1;
  const lines = columns.map((column) => {
    const isKey = table.key.includes(column.name);
    const own = quoteIdentifier(column.name, dialect);
    const primary = isInline && isKey ? ' primary key' : '';
    if (column === subject.own)
      return `${own} ${declared(column, isKey, dialect)} not null${primary}${ofItsType(column, dialect)}`;
    const filled =
      column.filled === undefined ? '' : filling(column, isKey, testRows.next(table), dialect);
    return [
      `${own} ${declared(column, isKey, dialect)}`,
      column.nullable && !isKey ? '' : ' not null',
      primary,
      filled,
      constraintsOf(subject, column, testRows),
    ].join('');
  });
  const key = keys.map((each) => quoteIdentifier(each, dialect)).join(', ');
  const rows = testRows.of(table).map(({ user, values }) => {
    const cells = columns.map((column) =>
      column === subject.own
        ? `:${user}`
        : literal(
            values[column.name],
            familyOf(column, dialect),
            dialect,
            declared(column, false, dialect),
          ),
    );
    return `  (${cells.join(', ')})`;
  });
  return [
    ...(table.isView ? [`-- ${JSON.stringify(table.name)} is a view in the database.`] : []),
    `create table ${name} (`,
    [...lines, ...(key !== '' && !isInline ? [`primary key (${key})`] : [])]
      .map((line) => `  ${line}`)
      .join(',\n'),
    ');',
    `insert into ${name} (${columns.map((column) => quoteIdentifier(column.name, dialect)).join(', ')}) values`,
    `${rows.join(',\n')};`,
    ...(scope.users === 'policies' && subject.own && !subject.isShared
      ? policy(name, subject.own, dialect)
      : []),
  ];
}

/** SQLite stores texts in columns of numbers, where other databases refuse the ID of a user. */
const ofItsType = (column: Column, dialect: Dialect): string =>
  dialect === 'sqlite' && ['int64', 'number'].includes(familyOf(column, dialect))
    ? ` check (typeof(${quoteIdentifier(column.name, dialect)}) <> 'text')`
    : '';

/** Values that callers do not send. */
function filling(column: Column, isKey: boolean, next: Values, dialect: Dialect): string {
  const family = familyOf(column, dialect);
  if (isCounted(column, dialect)) {
    if (dialect === 'postgres') return ` generated by default as identity (start with ${NEXT_ID})`;
    if (dialect === 'mysql') return ` ${isKey ? 'auto_increment' : 'auto_increment unique'}`;
    return '';
  }
  return ` default (${literal(next[column.name], family, dialect, declared(column, isKey, dialect))})`;
}

/** The tests run as the owner of the tables; superusers are never subject to policies. */
const policy = (table: string, own: Column, dialect: Dialect): string[] => [
  `alter table ${table} enable row level security;`,
  `alter table ${table} force row level security;`,
  `create policy own on ${table} using (${quoteIdentifier(own.name, dialect)}${familyOf(own, dialect) === 'text' ? '' : '::text'} = current_setting('app.user_id', true));`,
];

/** MySQL has no keys of texts without a limit. */
const tableType = (family: Family, dialect: Dialect): string =>
  dialect === 'mysql' && family === 'text' ? 'varchar(190)' : 'text';

/** The type of a column in tables of the tests; what extensions and users add is not known there, but for enumerations. */
function declared(column: Column, isKey: boolean, dialect: Dialect): string {
  const { type } = column;
  const family = familyOf(column, dialect);
  if (family === 'other' && dialect === 'postgres' && textSamples(column)) return type;
  if (family === 'other' || family === 'any') return tableType('text', dialect);
  if (dialect === 'sqlite') return isKey && column.filled === 'identity' ? 'integer' : plain(type);
  if (dialect === 'mysql') return type;
  if (family === 'enum') return qualifiedType(column);
  if (family === 'text') return /^(text|character)/.test(type) ? type : 'text';
  return family === 'array' ? `${declared(itemOf(column), false, dialect)}[]` : type;
}

/** SQLite accepts any words as a type. */
const plain = (type: string) => (/^[\w ]*(\([\d, ]+\))?$/.test(type) ? type : 'text');
