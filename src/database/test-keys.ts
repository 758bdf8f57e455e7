import { quoteIdentifier } from './identifiers.js';
import type { Column, ForeignKey, RowValues, Table } from './model.js';
import type { TestRow, TestRows } from './test-rows.js';
import { typeFamily } from './types.js';

/** A foreign key to a primary key, between tables of the tests. */
export interface TestKey extends Omit<ForeignKey, 'table'> {
  table: Table;
  target: Table;
  onDelete: '' | ' on delete cascade' | ' on delete set null';
}

/** The rows of other tables that go with a row, or lose their reference to it, as numbers by table. */
interface Consequences {
  deletes?: Record<string, number>;
  changes?: Record<string, number>;
}

/**
 * Returns the foreign keys between the imported tables, as far as the rows of the tests satisfy
 * them, and a row of each table can still be deleted.
 */
export const testKeys = (rows: TestRows): TestKey[] =>
  rows.tables.flatMap((table) =>
    (table.foreignKeys ?? singleKeys(table)).flatMap((key) => testKey(table, key, rows) ?? []),
  );

/** Returns the foreign keys of one column: the others are unknown where users share the rows. */
const singleKeys = ({ columns }: Table): ForeignKey[] =>
  columns.flatMap(({ name, references }) =>
    references ? [{ columns: [name], table: references.table, refers: [references.column] }] : [],
  );

function testKey(table: Table, key: ForeignKey, rows: TestRows): TestKey | undefined {
  const target = rows.tables.find(({ name }) => name === key.table);
  if (!target || target.isView) return undefined;
  const { columns, refers } =
    [key, withoutUser(key, rows.scope.userColumn)].find((candidate) =>
      isSameSet(candidate.refers, target.key),
    ) ?? {};
  if (!columns || !refers) return undefined;
  const pairs = columns.map((name, index) => [
    table.columns.find((column) => column.name === name),
    target.columns.find((column) => column.name === refers[index]),
  ]);
  const onDelete = deletionRule(table, target, columns);
  if (onDelete === undefined) return undefined;
  const testedKey: TestKey = { table, target, columns, refers, onDelete };
  const deletedTables = [
    target,
    ...rows.tables.filter(({ cascades }) => cascades?.includes(target.name)),
  ];
  const nextRow: TestRow = { user: 'alice', values: rows.nextRow(table) };
  const isSound =
    pairs.every(([column, referred]) => isComparable(column, referred, rows)) &&
    [...rows.rowsOf(table), nextRow, ...withDefaults(table, columns)].every(
      (row) => hasNull(row, testedKey) || rows.rowsOf(target).some(refersTo(row, testedKey, rows)),
    ) &&
    deletedTables.every((deletedTable) => rows.deletable(deletedTable).length > 0);
  return isSound ? testedKey : undefined;
}

function withoutUser(
  { columns, refers, ...key }: ForeignKey,
  user: string | undefined,
): ForeignKey {
  const isOtherColumn = (_: string, index: number) => columns[index] !== user;
  return { ...key, columns: columns.filter(isOtherColumn), refers: refers.filter(isOtherColumn) };
}

const isSameSet = (left: readonly string[], right: readonly string[]): boolean =>
  left.length > 0 && left.toSorted().join('\n') === right.toSorted().join('\n');

/** Returns the effect of a deletion, if it is the only one that the catalog states between two tables. */
function deletionRule(table: Table, target: Table, columns: readonly string[]) {
  const { keptBy, cascades, leftBy } = target;
  const isClearable = table.columns
    .filter(({ name }) => columns.includes(name))
    .every((column) => column.nullable && column.default === undefined);
  const rules = [
    ...(keptBy?.includes(table.name) ? ([''] as const) : []),
    ...(cascades?.includes(table.name) ? ([' on delete cascade'] as const) : []),
    ...(leftBy?.includes(table.name) && isClearable ? ([' on delete set null'] as const) : []),
  ];
  return rules.length === 1 ? rules[0] : undefined;
}

/** Returns whether columns have types of the tests that a foreign key permits. */
function isComparable(
  column: Column | undefined,
  referred: Column | undefined,
  { dialect }: TestRows,
): boolean {
  if (!column || !referred) return false;
  const families = [column, referred].map((keyColumn) => typeFamily(keyColumn, dialect));
  const [family] = families;
  if (family === 'other' || family === 'any') return column.type === referred.type;
  return families.every(
    (keyColumn) => keyColumn === family || ['integer', 'int64'].includes(keyColumn),
  );
}

/** Returns the row of a call that leaves a reference out, which then has its default. */
function withDefaults(table: Table, columns: readonly string[]): TestRow[] {
  const [column, ...otherColumns] = table.columns.filter(({ name }) => columns.includes(name));
  return column?.default === undefined || otherColumns.length > 0
    ? []
    : [{ user: 'alice', values: { [column.name]: column.default } }];
}

const hasNull = ({ values }: TestRow, { columns }: TestKey): boolean =>
  columns.some((name) => values[name] === null);

/** Returns whether a row refers to another one. The user column contains the user of a row. */
const refersTo =
  (row: TestRow, { table, target, columns, refers }: TestKey, rows: TestRows) =>
  (referred: TestRow): boolean =>
    columns.every((name, index) => {
      const value = rows.cellOf(table, row, name);
      return value !== undefined && value === rows.cellOf(target, referred, refers[index] ?? '');
    });

/**
 * Returns what the deletion of a row does to other rows; undefined if it is refused. Where some of them are of its own table,
 * it is counted with them.
 */
export function deletionConsequences(
  table: Table,
  values: RowValues,
  rows: TestRows,
): Consequences | undefined {
  const deletedRows = new Map<RowValues, Table>([[values, table]]);
  const changedRows = new Map<RowValues, Table>();
  // A map iterates over what is added meanwhile.
  for (const [deletedValues, deletedTable] of deletedRows)
    for (const key of rows.keys.filter(({ target }) => target === deletedTable)) {
      const deletedRow = rows.rowsOf(deletedTable).find((row) => row.values === deletedValues);
      const referring = rows
        .rowsOf(key.table)
        .filter((row) => deletedRow && refersTo(row, key, rows)(deletedRow));
      if (referring.length > 0 && key.onDelete === '') return undefined;
      const affectedRows = key.onDelete === ' on delete cascade' ? deletedRows : changedRows;
      for (const row of referring) affectedRows.set(row.values, key.table);
    }
  for (const deletedValues of deletedRows.keys()) changedRows.delete(deletedValues);
  deletedRows.delete(values);
  if ([...deletedRows.values(), ...changedRows.values()].includes(table))
    deletedRows.set(values, table);
  return {
    ...(deletedRows.size > 0 && { deletes: countByTable(deletedRows.values()) }),
    ...(changedRows.size > 0 && { changes: countByTable(changedRows.values()) }),
  } satisfies Consequences;
}

function countByTable(tables: Iterable<Table>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { path } of tables) {
    const name = (path[0] === 'public' ? path.slice(1) : path).join('.');
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** Returns a foreign key of SQLite, which checks it in any order of tables. */
export const inlineKey = (key: TestKey): string => ` ${targetText(key, 'sqlite')}`;

/** Returns a foreign key as a constraint of its table. */
export const keyConstraint = (key: TestKey, dialect: TestRows['dialect']): string =>
  `foreign key (${key.columns.map((name) => quoteIdentifier(name, dialect)).join(', ')}) ${targetText(key, dialect)}`;

function targetText({ target, refers, onDelete }: TestKey, dialect: TestRows['dialect']): string {
  const names = refers.map((name) => quoteIdentifier(name, dialect)).join(', ');
  const path = target.path.map((part) => quoteIdentifier(part, dialect)).join('.');
  return `references ${path} (${names})${onDelete}`;
}
