import type { Column, Privilege, Routine, Table } from '../model.js';

/** Executes a statement on the catalog. */
export type ReadRows = <Row>(text: string) => Promise<Row[]>;

/** A column in the form that all catalogs are read into. */
export interface ColumnRow {
  /** Names of the path to the table. */
  path: readonly string[];
  isView: boolean;
  tableComment?: string | null;
  /** Privileges for the table that the login lacks, even if it has them for columns. */
  denied?: readonly Privilege[];
  column: Column;
}

/** A column of a unique index; null for an expression, or if only a prefix of the values is unique. */
export interface IndexRow {
  path: readonly string[];
  index: string;
  isPrimary: boolean;
  column: string | null;
}

/** A column of a foreign key. */
export interface ReferenceRow {
  path: readonly string[];
  key: string;
  column: string;
  table: readonly string[];
  refers: string;
  onDelete: DeleteRule;
}

/**
 * Effect of deleting a referenced row on the referring rows: they are deleted, prevent the
 * deletion, or lose the reference.
 */
export type DeleteRule = 'CASCADE' | 'NO ACTION' | 'RESTRICT' | 'SET NULL' | 'SET DEFAULT';

const dottedName = (path: readonly string[]) => path.join('.');

/** Returns tables from rows that are sorted by table, column and position in keys. */
export function tablesFromRows(
  columns: readonly ColumnRow[],
  indexes: readonly IndexRow[],
  references: readonly ReferenceRow[],
): Table[] {
  const tables = new Map<string, Table>();
  for (const { path, isView, tableComment, denied = [], column } of columns) {
    const name = dottedName(path);
    const table = tables.get(name) ?? {
      name,
      path: [...path],
      ...(isView && { isView }),
      ...(tableComment && { comment: tableComment }),
      ...(denied.length > 0 && { denied: [...denied] }),
      columns: [],
      key: [],
      unique: [],
      foreignKeys: [],
    };
    table.columns.push(column);
    tables.set(name, table);
  }
  for (const table of tables.values()) stateDenied(table);
  for (const group of groupRows(indexes, ({ path, index }) => [...path, index])) {
    const [{ path, isPrimary }] = group;
    const table = tables.get(dottedName(path));
    const names = group.map(({ column }) => column);
    const isWhole = names.every((name) => name !== null);
    if (!table || !isWhole) continue;
    if (isPrimary) table.key = names;
    else table.unique.push(names);
  }
  const dependents = new Map<string, string[]>();
  const keepers = new Map<string, string[]>();
  const leavers = new Map<string, string[]>();
  for (const group of groupRows(references, ({ path, key }) => [...path, key])) {
    const [{ path, column: name, table, refers, onDelete }, ...otherRows] = group;
    const target = dottedName(table);
    const isKept = onDelete === 'NO ACTION' || onDelete === 'RESTRICT';
    const map = isKept ? keepers : onDelete === 'CASCADE' ? dependents : leavers;
    map.set(target, [...(map.get(target) ?? []), dottedName(path)]);
    const ownTable = tables.get(dottedName(path));
    const column = ownTable?.columns.find((candidate) => candidate.name === name);
    if (column && otherRows.length === 0) column.references = { table: target, column: refers };
    const columns = group.map((row) => row.column);
    ownTable?.foreignKeys?.push({ columns, table: target, refers: group.map((row) => row.refers) });
  }
  for (const table of tables.values()) {
    const cascades = namesReachableFrom(table.name, dependents);
    if (cascades.length > 0) table.cascades = cascades;
    const keptBy = [table.name, ...cascades].flatMap((name) => keepers.get(name) ?? []);
    if (keptBy.length > 0) table.keptBy = [...new Set(keptBy)];
    const leftBy = leavers.get(table.name);
    if (leftBy) table.leftBy = [...new Set(leftBy)];
    if (table.isView) table.key = keyOfView(table);
    else if (table.key.length === 0) useUniqueAsKey(table);
    if (table.foreignKeys?.length === 0) delete table.foreignKeys;
  }
  return [...tables.values()];
}

const CHANGES: readonly Privilege[] = ['insert', 'update', 'delete'];

/** States privileges that the login lacks for every column as those of the table. */
function stateDenied(table: Table): void {
  const { columns, denied: deniedToTable = [] } = table;
  const denied = CHANGES.filter(
    (privilege) =>
      deniedToTable.includes(privilege) ||
      columns.every((column) => column.denied?.some((name) => name === privilege)),
  );
  if (denied.length > 0) table.denied = denied;
  for (const column of columns) {
    const ownDenied = column.denied?.filter(
      (privilege) => !denied.some((name) => name === privilege),
    );
    if (ownDenied && ownDenied.length > 0) column.denied = ownDenied;
    else delete column.denied;
  }
}

/** Returns the tables with other names, for those paths that `names` contains. */
export function withNames(tables: readonly Table[], names: ReadonlyMap<string, string>): Table[] {
  const newNames = new Map(
    tables.map(({ name, path }) => [name, names.get(JSON.stringify(path)) ?? name]),
  );
  const nameNow = (name: string) => newNames.get(name) ?? name;
  const withNewNames = ({ references, ...column }: Column): Column => ({
    ...column,
    ...(references && {
      references: { ...references, table: nameNow(references.table) },
    }),
  });
  return tables.map((table) => ({
    ...table,
    name: newNames.get(table.name) ?? table.name,
    columns: table.columns.map(withNewNames),
    ...(table.foreignKeys && {
      foreignKeys: table.foreignKeys.map((key) => ({ ...key, table: nameNow(key.table) })),
    }),
    ...(table.cascades && { cascades: table.cascades.map(nameNow) }),
    ...(table.keptBy && { keptBy: table.keptBy.map(nameNow) }),
    ...(table.leftBy && { leftBy: table.leftBy.map(nameNow) }),
  }));
}

/** Returns all names reachable from a name, the nearest first; itself only if a name leads back to it. */
function namesReachableFrom(
  name: string,
  nextNames: ReadonlyMap<string, readonly string[]>,
): string[] {
  const reachedNames = new Set(nextNames.get(name));
  for (const reachedName of reachedNames)
    for (const nextName of nextNames.get(reachedName) ?? []) reachedNames.add(nextName);
  return [...reachedNames];
}

/** Makes the shortest unique constraint of columns that are never null the key of a table without a primary key. */
function useUniqueAsKey(table: Table): void {
  const required = new Set(table.columns.flatMap(({ name, nullable }) => (nullable ? [] : name)));
  const [key] = table.unique
    .filter((names) => names.every((name) => required.has(name)))
    .toSorted((left, right) => left.length - right.length);
  if (!key) return;
  table.key = key;
  table.unique = table.unique.filter((names) => names !== key);
}

/** Returns the key of a view: views have none, but by convention, `id` is one. */
const keyOfView = ({ columns }: Table): string[] =>
  columns.filter(({ name }) => name === 'id').map(({ name }) => name);

function groupRows<Row>(rows: readonly Row[], keyOf: (row: Row) => readonly string[]) {
  const groups = new Map<string, [Row, ...Row[]]>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups.values();
}

/** A parameter of a function or procedure, or a row for one without parameters. */
interface RoutineParameterRow {
  path: string[];
  /** Id, because several functions can have the same name. */
  id: string;
  isFunction: boolean;
  isSet: boolean;
  comment: string | null;
  takes: { name: string | null; type: string } | undefined;
}

/** Returns functions and procedures from rows that are sorted by parameter. */
export function routinesFromRows(rows: readonly RoutineParameterRow[]): Routine[] {
  const routines = new Map<string, Routine>();
  for (const { path, id, isFunction, isSet, comment, takes } of rows) {
    const routine: Routine = routines.get(id) ?? {
      path,
      ...(comment && { comment }),
      ...(isFunction && { takes: [] }),
      ...(isSet && { isSet }),
    };
    const name = takes?.name || `argument_${(routine.takes?.length ?? 0) + 1}`;
    if (takes) routine.takes?.push({ name, type: takes.type });
    routines.set(id, routine);
  }
  return [...routines.values()];
}
