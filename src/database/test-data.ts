import { sampleArguments, sampleValue } from '../codegen/sample/sample.js';
import { keySamples, familyOf, inputOf, qualifiedType, type Family } from './types.js';
import { literal } from './statement.js';
import type { Column, Dialect, Scope, Table } from './model.js';
import { quoteIdentifier } from './names.js';
import { listTool } from './read-tools.js';
import { Subject } from './subject.js';

const USERS = [':alice', ':bob'];

/**
 * Tables for the generated tests: the columns and primary keys of those that were imported, with a row of each user.
 * Without foreign keys, checks and triggers, so that the values of the tests can be stored.
 */
export const testData = (tables: readonly Table[], dialect: Dialect, scope: Scope): string =>
  [...testBlocks(tables, dialect, scope).values()].join('\n\n');

/** The paragraphs of the test data by table; "" for what all of them need. */
export function testBlocks(
  tables: readonly Table[],
  dialect: Dialect,
  scope: Scope,
): Map<string, string> {
  const types = new Map(tables.flatMap((table) => enumTypes(table, dialect)));
  const schemas = new Set([
    ...tables.flatMap(({ path }) =>
      path.slice(0, -1).map((name) => quoteIdentifier(name, dialect)),
    ),
    ...[...types.keys()].flatMap(schemaOf),
  ]);
  schemas.delete('public'); // the tests begin with it
  const head = [
    '-- The columns of the imported tables, without constraints, and rows of the users :alice and :bob for the tests.',
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
    ...tables.map((table) => [table.name, tableLines(table, dialect, scope).join('\n')] as const),
  ]);
}

/** PostgreSQL has named types for enumerations. */
const enumTypes = ({ columns }: Table, dialect: Dialect): [string, string[]][] =>
  dialect === 'postgres'
    ? columns.flatMap(({ values, ...column }): [string, string[]][] =>
        values ? [[qualifiedType(column), values]] : [],
      )
    : [];

/** `sales.state`, as the catalogue of PostgreSQL quotes it. */
const schemaOf = (type: string): string[] => /^(?:"(?:[^"]|"")*"|[^".]+)(?=\.)/.exec(type) ?? [];

function tableLines(table: Table, dialect: Dialect, scope: Scope): string[] {
  const subject = new Subject(table, dialect, scope, { many: 'rows', one: 'row' });
  const columns = table.columns.filter(
    (column) =>
      column === subject.own || (!column.hidden && familyOf(column, dialect) !== 'unreadable'),
  );
  const keys = table.key.filter((each) => columns.some((column) => column.name === each));
  const name = table.path.map((part) => quoteIdentifier(part, dialect)).join('.');
  const isInline = dialect === 'sqlite' && keys.length === 1;
  const lines = columns.map((column) => {
    const isKey = table.key.includes(column.name);
    const own = quoteIdentifier(column.name, dialect);
    const primary = isInline && isKey ? ' primary key' : '';
    if (column === subject.own)
      return `${own} ${declared(column, isKey, dialect)} not null${primary}${ofItsType(column, dialect)}`;
    const filled = column.filled === undefined ? '' : filling(column, isKey, dialect);
    return [
      `${own} ${declared(column, isKey, dialect)}`,
      column.nullable && !isKey ? '' : ' not null',
      primary,
      filled,
    ].join('');
  });
  const key = keys.map((each) => quoteIdentifier(each, dialect)).join(', ');
  const users = subject.own || scope.users === 'policies' ? USERS : USERS.slice(0, 1);
  const rows = users.map((user, index) => {
    const values = rowOf(subject, columns, index);
    return `  (${columns.map((column) => (column === subject.own ? user : literal(values[column.name], familyOf(column, dialect), dialect, declared(column, false, dialect)))).join(', ')})`;
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
function filling(column: Column, isKey: boolean, dialect: Dialect): string {
  const family = familyOf(column, dialect);
  if (column.filled === 'identity' && (family === 'integer' || family === 'int64')) {
    if (dialect === 'postgres') return ' generated by default as identity (start with 110)';
    if (dialect === 'mysql') return isKey ? ' auto_increment' : ' auto_increment unique';
    return '';
  }
  const value = isKey ? keySamples(column, dialect)[2] : sampleOf(column, dialect, 2);
  return ` default (${literal(value, family, dialect, declared(column, isKey, dialect))})`;
}

/** The row of Alice is what the calls of the tests select; that of Bob differs from it. */
function rowOf(
  subject: Subject,
  columns: readonly Column[],
  index: number,
): Record<string, unknown> {
  const { dialect, sql, table } = subject;
  const selected = sampleArguments(listTool(subject)) ?? {};
  return Object.fromEntries(
    columns.map((column) => {
      const name = sql.nameOf(column);
      const isSelected = index === 0 && Object.hasOwn(selected, name) && !isPaging(name);
      const value = table.key.includes(column.name)
        ? keySamples(column, dialect)[index]
        : isSelected
          ? selected[name]
          : sampleOf(column, dialect, index);
      return [column.name, value];
    }),
  );
}

const isPaging = (name: string) => name === 'limit' || name === 'cursor';

/** Values of other rows, where a schema has the same sample for all rows. */
const OTHERS: Readonly<Partial<Record<Family, unknown>>> = {
  boolean: false,
  flag: false,
  json: { other: true },
  set: '',
  array: [],
  bytes: '\0',
};

function sampleOf(column: Column, dialect: Dialect, nth: number): unknown {
  const family = familyOf(column, dialect);
  const { values = [], length, name } = column;
  const { examples = [], ...schema } = inputOf(column, dialect);
  if (nth > 0 && Object.hasOwn(OTHERS, family)) return OTHERS[family];
  if (nth > 0 && values.length > 0) return values[nth] ?? values.at(-1);
  if (nth > 0 && (examples.length > 0 || length === 1)) return keySamples(column, dialect)[nth];
  if (family === 'bytes') return '\u0001';
  if (examples.length > 0) return examples[0];
  const sample = sampleValue({ type: 'object', properties: { [name]: schema } }, { nth });
  return (sample as Record<string, unknown> | undefined)?.[name];
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

/** The type of a column in tables of the tests; extensions and types of users are not known there. */
function declared(column: Column, isKey: boolean, dialect: Dialect): string {
  const { type } = column;
  const family = familyOf(column, dialect);
  if (family === 'other' || family === 'any') return tableType('text', dialect);
  if (dialect === 'sqlite') return isKey && column.filled === 'identity' ? 'integer' : plain(type);
  if (dialect === 'mysql') return type;
  if (family === 'enum') return qualifiedType(column);
  if (family === 'text') return /^(text|character)/.test(type) ? type : 'text';
  if (family !== 'array') return type;
  const item = familyOf({ ...column, type: type.replace(/\[\]$/, '') }, dialect);
  return item === 'other' || item === 'array' ? 'text[]' : type;
}

/** SQLite accepts any words as a type. */
const plain = (type: string) => (/^[\w ]*(\([\d, ]+\))?$/.test(type) ? type : 'text');
