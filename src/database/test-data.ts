import { quoteIdentifier } from './identifiers.js';
import type { Column, Dialect, RowValues, Table } from './model.js';
import { ServedTable } from './served-table.js';
import { literal } from './statement.js';
import { columnConstraints, compoundKeys, sharedConstraints } from './test-constraints.js';
import { keyConstraint, type TestKey } from './test-keys.js';
import { isAutoIncrement, NEXT_ID, storedColumns, type TestRows } from './test-rows.js';
import { itemColumn, qualifiedType, textSamples, type TypeFamily, typeFamily } from './types.js';

/**
 * Returns the tables of the generated tests: columns, keys, defaults and constraints of the
 * imported tables, with rows of both users, but without conditions and triggers that test values
 * might not satisfy. A view reads rows of its own, because what it reads in the database need not
 * be imported.
 */
export const testData = (rows: TestRows): string => [...testBlocks(rows).values()].join('\n\n');

/** First line of the paragraph with the foreign keys, which follows all tables. */
export const KEYS_LINE = '-- Foreign keys between the tables.';

/** Returns the paragraphs of the test data by table; "" stands for what all tables need. */
export function testBlocks(rows: TestRows): Map<string, string> {
  const { tables, dialect, scope } = rows;
  const types = new Map(tables.flatMap((table) => enumTypes(table, dialect)));
  const schemas = new Set([
    ...tables.flatMap(({ path }) =>
      path.slice(0, -1).map((name) => quoteIdentifier(name, dialect)),
    ),
    ...[...types.keys()].flatMap(typeSchema),
  ]);
  schemas.delete('public'); // the tests begin with this schema
  const head = [
    `-- The imported tables, and rows${scope.users === 'shared' ? '' : ' of the users :alice and :bob'} for the tests.`,
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
    // SQLite has them in its tables.
    ...(dialect === 'sqlite' || rows.keys.length === 0
      ? []
      : [[KEYS_LINE, [KEYS_LINE, ...rows.keys.map(addedKey)].join('\n')] as const]),
  ]);

  function addedKey(key: TestKey): string {
    return `alter table ${pathText(key.table, dialect)} add ${keyConstraint(key, dialect)};`;
  }
}

const pathText = ({ path }: Table, dialect: Dialect): string =>
  path.map((part) => quoteIdentifier(part, dialect)).join('.');

/** Returns the definitions of enumerations, which are named types in PostgreSQL. */
const enumTypes = ({ columns }: Table, dialect: Dialect): [string, string[]][] =>
  dialect === 'postgres'
    ? columns.flatMap((column): [string, string[]][] =>
        column.values ? [[qualifiedType(itemColumn(column)), column.values]] : [],
      )
    : [];

/** Returns the schema in a type such as `sales.state`, quoted as in the PostgreSQL catalog. */
const typeSchema = (type: string): string[] => /^(?:"(?:[^"]|"")*"|[^".]+)(?=\.)/.exec(type) ?? [];

function tableLines(table: Table, testRows: TestRows): string[] {
  const { dialect, scope } = testRows;
  const servedTable = new ServedTable(table, dialect, scope, { plural: 'rows', singular: 'row' });
  const columns = storedColumns(servedTable);
  const keys = table.key.filter((keyColumn) => columns.some((column) => column.name === keyColumn));
  const name = pathText(table, dialect);
  const stored = table.isView ? pathText(rowsOfView(table, testRows), dialect) : name;
  const isInline = dialect === 'sqlite' && keys.length === 1;
  const lines = columns.map((column) => {
    const isKey = table.key.includes(column.name);
    const quotedColumn = quoteIdentifier(column.name, dialect);
    const primary = isInline && isKey ? ' primary key' : '';
    if (column === servedTable.ownColumn)
      return `${quotedColumn} ${declaredType(column, isKey, dialect)} not null${primary}${typeCheck(column, dialect)}`;
    return [
      `${quotedColumn} ${declaredType(column, isKey, dialect)}`,
      column.nullable && !isKey ? '' : ' not null',
      primary,
      fillClause(column, isKey, testRows.nextRow(table), dialect),
      columnConstraints(servedTable, column, testRows),
    ].join('');
  });
  const key = keys.map((keyColumn) => quoteIdentifier(keyColumn, dialect)).join(', ');
  const rows = testRows.rowsOf(table).map(({ user, values }) => {
    const cells = columns.map((column) =>
      column === servedTable.ownColumn
        ? `:${user}`
        : literal(
            values[column.name],
            typeFamily(column, dialect),
            dialect,
            declaredType(column, false, dialect),
          ),
    );
    return `  (${cells.join(', ')})`;
  });
  return [
    ...(table.isView ? [`-- The rows of the view ${JSON.stringify(table.name)}.`] : []),
    `create table ${stored} (`,
    [
      ...lines,
      ...(key !== '' && !isInline ? [`primary key (${key})`] : []),
      ...sharedConstraints(servedTable, columns, testRows),
      ...(dialect === 'sqlite' ? compoundKeys(table, testRows) : []),
    ]
      .map((line) => `  ${line}`)
      .join(',\n'),
    ');',
    `insert into ${stored} (${columns.map((column) => quoteIdentifier(column.name, dialect)).join(', ')}) values`,
    `${rows.join(',\n')};`,
    ...(scope.users === 'policies' && servedTable.ownColumn && !servedTable.isShared
      ? policy(stored, servedTable.ownColumn, dialect)
      : []),
    ...(table.isView ? [viewSql(name, stored, testRows)] : []),
  ];
}

/** Returns the SQL of a view. With policies, it reads as its caller, as the imported one does. */
const viewSql = (name: string, stored: string, { scope }: TestRows): string =>
  `create view ${name}${scope.users === 'policies' ? ' with (security_invoker)' : ''} as select * from ${stored};`;

/** Servers limit names to 63 bytes. */
const MAX_NAME = 58;

/** Returns the table with the rows of a view, under a name that no other table has. */
function rowsOfView(view: Table, { tables }: TestRows): Table {
  const [schema, [last = '']] = [view.path.slice(0, -1), view.path.slice(-1)];
  const isTaken = (path: readonly string[]) =>
    tables.some((table) => table.path.join('.').toLowerCase() === path.join('.').toLowerCase());
  const path = [...schema, `${last.slice(0, MAX_NAME)}_rows`];
  while (isTaken(path)) path.push(`${path.pop()}_`);
  return { ...view, path };
}

/** Returns a check of the type, because SQLite stores texts in number columns, while other databases reject the ID of a user. */
const typeCheck = (column: Column, dialect: Dialect): string =>
  dialect === 'sqlite' && ['int64', 'number'].includes(typeFamily(column, dialect))
    ? ` check (typeof(${quoteIdentifier(column.name, dialect)}) <> 'text')`
    : '';

/** Returns SQL for values that callers do not send: those that the database fills in, and constant defaults. */
function fillClause(
  column: Column,
  isKey: boolean,
  nextValues: RowValues,
  dialect: Dialect,
): string {
  const { filled, default: constant } = column;
  if (filled === undefined && constant === undefined) return '';
  const family = typeFamily(column, dialect);
  if (isAutoIncrement(column, dialect)) {
    if (dialect === 'postgres') return ` generated by default as identity (start with ${NEXT_ID})`;
    if (dialect === 'mysql') return ` ${isKey ? 'auto_increment' : 'auto_increment unique'}`;
    return '';
  }
  const value = filled === undefined ? constant : nextValues[column.name];
  const text = literal(value, family, dialect, declaredType(column, isKey, dialect));
  // MySQL takes texts and times only as expressions.
  return dialect === 'mysql' ? ` default (${text})` : ` default ${text}`;
}

/**
 * Returns the SQL of the policy of a table. It is forced, because the tests run as the owner of the
 * tables; superusers are never subject to policies.
 */
const policy = (table: string, userColumn: Column, dialect: Dialect): string[] => [
  `alter table ${table} enable row level security;`,
  `alter table ${table} force row level security;`,
  `create policy own on ${table} using (${quoteIdentifier(userColumn.name, dialect)}${typeFamily(userColumn, dialect) === 'text' ? '' : '::text'} = current_setting('app.user_id', true));`,
];

/** Returns the type of texts. MySQL does not allow keys of unlimited texts. */
const tableType = (family: TypeFamily, dialect: Dialect): string =>
  dialect === 'mysql' && family === 'text' ? 'varchar(190)' : 'text';

/**
 * Returns the type of a column in test tables. Types of extensions and users do not exist there,
 * except enumerations.
 */
function declaredType(column: Column, isKey: boolean, dialect: Dialect): string {
  const { type } = column;
  const family = typeFamily(column, dialect);
  if (family === 'other' && dialect === 'postgres' && textSamples(column)) return type;
  if (family === 'other' || family === 'any') return tableType('text', dialect);
  if (dialect === 'sqlite')
    return isKey && column.filled === 'identity' ? 'integer' : simpleType(type);
  if (dialect === 'mysql') return type;
  if (family === 'enum') return qualifiedType(column);
  if (family === 'text') return /^(text|character)/.test(type) ? type : 'text';
  return family === 'array' ? `${declaredType(itemColumn(column), false, dialect)}[]` : type;
}

/** Returns the type if it is simple, because SQLite accepts any words as a type. */
const simpleType = (type: string) => (/^[\w ]*(\([\d, ]+\))?$/.test(type) ? type : 'text');
