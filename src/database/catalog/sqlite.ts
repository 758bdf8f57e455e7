import { quoteIdentifier } from '../identifiers.js';
import type { DatabaseCatalog, Table } from '../model.js';
import { columnFromCatalog } from './column.js';
import { withLimits } from './limits.js';
import {
  type ColumnRow,
  type DeleteRule,
  type IndexRow,
  type ReferenceRow,
  tablesFromRows,
} from './rows.js';

/** Executes a statement on a file; `?` stands for a value. */
type ReadSqlite = <Row>(text: string, ...values: string[]) => Row[];

const TABLES = `select name, type, wr as without_rowid, strict from pragma_table_list
where schema = 'main' and type in ('table', 'view', 'virtual') and name not like 'sqlite\\_%' escape '\\' order by name`;

const COLUMNS = `select name, type, "notnull" as not_null, dflt_value as default_text, pk, hidden from pragma_table_xinfo(?) where hidden <> 1 order by cid`;

const INDEXES = `select l.name as index_name, l.origin, i.name as column_name from pragma_index_list(?) l, pragma_index_info(l.name) i
where l."unique" = 1 and l.partial = 0 and l.origin <> 'pk' order by l.name, i.seqno`;

const REFERENCES = `select id, seq, "table" as other_table, "from" as column_name, "to" as other_column, on_delete from pragma_foreign_key_list(?) order by id, seq`;

export function sqliteCatalog(read: ReadSqlite): DatabaseCatalog {
  const columns: ColumnRow[] = [];
  const indexes: IndexRow[] = [];
  const references: SqliteReference[] = [];
  const unreadable: Table[] = [];
  const allTables = read<{ name: string; type: string; without_rowid: number; strict: number }>(
    TABLES,
  );
  for (const { name, type: kind, without_rowid, strict } of allTables) {
    const path = [name];
    const isView = kind === 'view';
    const isVirtual = kind === 'virtual';
    const foundColumns = isVirtual ? [] : readColumns(read, name);
    if (foundColumns.length === 0)
      unreadable.push({
        name,
        path,
        columns: [],
        key: [],
        unique: [],
        ...(isVirtual && { isVirtual }),
      });
    const keys = foundColumns
      .filter(({ pk }) => pk > 0)
      .toSorted((left, right) => left.pk - right.pk);
    const isRowid = ({ type }: { type: string }) =>
      keys.length === 1 && without_rowid === 0 && /^integer$/i.test(type);
    const takeNull = keys.filter(
      (column) => !isView && without_rowid + strict + column.not_null === 0 && !isRowid(column),
    );
    const hasNull = holdsNull(read, name, takeNull);
    for (const { name: column, type, not_null, default_text, pk, hidden } of foundColumns)
      columns.push({
        path,
        isView,
        column: {
          ...columnFromCatalog(
            {
              name: column,
              type: type.toLowerCase(),
              nullable: not_null === 0 && (pk === 0 || hasNull),
              filled:
                hidden > 1 ? 'generated' : pk > 0 && isRowid({ type }) ? 'identity' : undefined,
              default: default_text,
            },
            'sqlite',
          ),
          ...(strict === 1 && { isStrict: true }),
        },
      });
    for (const { name: column } of hasNull ? [] : keys)
      indexes.push({ path, index: 'primary', isPrimary: true, column });
    if (isView) continue;
    for (const { index_name: index, column_name: column } of read<{
      index_name: string;
      column_name: string | null;
    }>(INDEXES, name))
      indexes.push({ path, index, isPrimary: false, column });
    for (const { id, seq, other_table, column_name, other_column, on_delete } of read<{
      id: number;
      seq: number;
      other_table: string;
      column_name: string;
      other_column: string | null;
      on_delete: DeleteRule;
    }>(REFERENCES, name))
      references.push({
        path,
        key: String(id),
        seq,
        column: column_name,
        table: [other_table],
        refers: other_column ?? '',
        onDelete: on_delete,
      });
  }
  const withNames = references.map((row) => withDeclaredNames(row, columns, indexes));
  const checks = read<{ name: string; sql: string }>(
    `select name, sql from sqlite_schema where type = 'table' and sql is not null`,
  ).flatMap(({ name, sql }) => conditionsIn(sql).map((condition) => ({ path: [name], condition })));
  const foundTables = tablesFromRows(columns, indexes, withNames);
  const tables = [...withLimits(foundTables, checks, 'sqlite'), ...unreadable];
  return { dialect: 'sqlite', tables, functions: [] };
}

/** A foreign key column with `seq`, its position in the foreign key. */
type SqliteReference = ReferenceRow & { seq: number };

/**
 * Returns whether a key contains null, which SQLite allows ("CREATE TABLE", "The PRIMARY KEY").
 * Such a key does not identify rows.
 */
function holdsNull(read: ReadSqlite, table: string, keys: readonly { name: string }[]): boolean {
  const quoteName = (name: string) => quoteIdentifier(name, 'sqlite');
  const conditions = keys.map(({ name }) => `${quoteName(name)} is null`).join(' or ');
  return (
    conditions !== '' &&
    read(`select 1 from ${quoteName(table)} where ${conditions} limit 1`).length > 0
  );
}

/**
 * Returns a foreign key with the declared names of its tables and columns. SQLite ignores the case
 * of names, and a foreign key without a column refers to the primary key ("Parent and Child Key
 * Columns").
 */
function withDeclaredNames(
  { seq, ...row }: SqliteReference,
  columns: readonly ColumnRow[],
  indexes: readonly IndexRow[],
): ReferenceRow {
  const isSame = (left = '', right = '') => left.toLowerCase() === right.toLowerCase();
  const findColumn = (table: string | undefined, name: string) =>
    columns.find(({ path, column }) => isSame(path[0], table) && isSame(column.name, name));
  const [ownTable] = row.path;
  const [otherTable] = row.table;
  const keys = indexes.filter(({ path, isPrimary }) => isPrimary && isSame(path[0], otherTable));
  const parent = findColumn(otherTable, row.refers || (keys[seq]?.column ?? ''));
  return {
    ...row,
    column: findColumn(ownTable, row.column)?.column.name ?? row.column,
    table: parent?.path ?? row.table,
    refers: parent?.column.name ?? row.refers,
  };
}

interface SqliteColumn {
  name: string;
  type: string;
  not_null: number;
  default_text: string | null;
  pk: number;
  hidden: number;
}

/**
 * Returns the columns of a table; empty for a view whose tables do not exist, which SQLite finds
 * out only when it reads the view.
 */
function readColumns(read: ReadSqlite, table: string): SqliteColumn[] {
  try {
    return read<SqliteColumn>(COLUMNS, table);
  } catch {
    return [];
  }
}

/** Matches quoted text, comments and parentheses of SQLite. */
const PARTS =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|--.*|\/\*[^]*?\*\/|\[[^\]]*\]|(\()|(\))|(\bcheck\b)/gi;

/**
 * Returns the conditions of `check (…)` in a `create table` statement, because the catalog of
 * SQLite does not contain them separately.
 */
function conditionsIn(sql: string): string[] {
  const conditions: string[] = [];
  let depth = 0;
  let start: { at: number; depth: number } | undefined;
  let isExpected = false;
  for (const { 0: token, 1: openBracket, 2: closeBracket, 3: check, index } of sql.matchAll(
    PARTS,
  )) {
    if (check !== undefined) isExpected = start === undefined;
    if (openBracket !== undefined) {
      depth += 1;
      if (isExpected) start = { at: index + token.length, depth };
      isExpected = false;
    }
    if (closeBracket === undefined) continue;
    if (start?.depth === depth) {
      conditions.push(sql.slice(start.at, index));
      start = undefined;
    }
    depth -= 1;
  }
  return conditions;
}
