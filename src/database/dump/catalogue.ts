import { columnOf, type RawColumn } from '../catalogue/column.js';
import { withLimits } from '../catalogue/limits.js';
import { enumOf } from '../catalogue/mysql.js';
import { isSerial, lengthOf } from '../catalogue/postgres.js';
import { tablesOf, type IndexRow, type ReferenceRow } from '../catalogue/rows.js';
import type { Catalogue, Dialect, Table } from '../model.js';
import { withDomain } from './column.js';
import type { Dump, DumpedTable } from './model.js';
import { nameOf, typeNamed } from './model.js';
import { readStatement, statementsOf } from './statement.js';

/**
 * The tables that the statements of a dump create: those of `pg_dump --schema-only` and `mysqldump --no-data`, or ones that
 * people have written.
 */
export function dumpedCatalogue(sql: string, dialect: Exclude<Dialect, 'sqlite'>): Catalogue {
  const dump: Dump = { dialect, tables: new Map(), types: new Map(), functions: new Set(), views: new Set() }; // prettier-ignore
  for (const statement of statementsOf(sql, dialect)) readStatement(statement, dump);
  const dumped = [...dump.tables.values()].toSorted((one, other) => (order(one) < order(other) ? -1 : 1)); // prettier-ignore
  const tables = tablesOf(
    dumped.flatMap(({ path, isForeign, comment, columns, keys }) => {
      const key = keys.find(({ isPrimary }) => isPrimary)?.columns ?? [];
      return columns.map((column) => ({
        path,
        isView: isForeign,
        tableComment: comment ?? null,
        column: columnOf(resolved(column, key.includes(column.name), dump), dialect),
      }));
    }),
    dumped.flatMap(indexRows),
    dumped.flatMap((table) => referenceRows(table, dump)),
  );
  const checks = dumped.flatMap(({ path, checks: own }) => own.map((condition) => ({ path, condition }))); // prettier-ignore
  return {
    dialect,
    tables: withLimits(tables, checks, dialect).map((table) => withPolicies(table, dump)),
    functions: [...dump.functions].toSorted().map((name) => ({ path: [name] })),
    unread: [...dump.views].toSorted(),
  };
}

/** Tables of schemas that have to be named come in the order of those. */
const order = ({ path }: DumpedTable): string => ['public', ...path].slice(-2).join('\0');

/** A column as a catalogue has it. */
function resolved(column: RawColumn, isKey: boolean, dump: Dump): RawColumn {
  const own = withDomain(column, dump);
  const { type, nullable, default: usual } = own;
  const values = typeNamed(type, dump);
  return {
    ...own,
    nullable: nullable && !isKey,
    filled: isSerial(usual) ? 'identity' : own.filled,
    values: Array.isArray(values) ? values : type.startsWith('enum(') ? enumOf(type) : undefined,
    length: lengthOf(type),
  };
}

function indexRows({ path, keys }: DumpedTable): IndexRow[] {
  return keys.flatMap(({ isPrimary, columns }, index) =>
    columns.map((column) => ({ path, index: String(index), isPrimary, column })),
  );
}

/** A foreign key without columns refers to the primary key. */
function referenceRows({ path, references }: DumpedTable, dump: Dump): ReferenceRow[] {
  return references.flatMap(({ columns, table, refers }, index) => {
    const key = dump.tables.get(nameOf(table))?.keys.find(({ isPrimary }) => isPrimary)?.columns;
    const names = refers.length > 0 ? refers : (key ?? []);
    return columns.map((column, position) => ({
      path,
      key: String(index),
      column,
      table,
      refers: names[position] ?? '',
    }));
  });
}

/** A dump does not say which login the server has: it is taken for one that policies apply to. */
function withPolicies(table: Table, dump: Dump): Table {
  const { isProtected = false, policies = [] } = dump.tables.get(table.name) ?? {};
  if (!isProtected) return table;
  const readsUser = (condition: string) => condition.includes("current_setting('app.user_id'");
  return {
    ...table,
    policies: policies.length === 0 ? 'none' : policies.every(readsUser) ? 'user' : 'other',
  };
}
