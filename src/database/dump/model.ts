import type { RawColumn } from '../catalogue/column.js';
import type { Dialect } from '../model.js';

/** What the statements of a dump create. */
export interface Dump {
  dialect: Dialect;
  /** Of names without one (PostgreSQL, "search_path"); `public` where it is absent. */
  schema?: string | undefined;
  /** By name. */
  tables: Map<string, DumpedTable>;
  /** Types of PostgreSQL, by name: the values of an enum, or the column that stands for a domain. */
  types: Map<string, string[] | RawColumn>;
  functions: Set<string>;
  /** Names of what only the database knows the columns of. */
  views: Set<string>;
}

export interface DumpedTable {
  path: string[];
  isForeign: boolean;
  comment?: string | undefined;
  columns: RawColumn[];
  keys: DumpedKey[];
  references: DumpedReference[];
  /** Conditions, as SQL. */
  checks: string[];
  /** By row-level security. */
  isProtected: boolean;
  /** Conditions of the policies that let rows be read. */
  policies: string[];
}

/** A unique constraint; null is an expression, or the beginning of a value. */
export interface DumpedKey {
  isPrimary: boolean;
  columns: (string | null)[];
}

export interface DumpedReference {
  columns: string[];
  table: string[];
  /** Empty: the primary key. */
  refers: string[];
}

export const emptyTable = (path: string[], isForeign = false): DumpedTable => ({
  path,
  isForeign,
  columns: [],
  keys: [],
  references: [],
  checks: [],
  isProtected: false,
  policies: [],
});

/** The path of a table: its schema only where it has to be named. */
export function pathOf(
  names: readonly string[],
  { dialect, schema }: Pick<Dump, 'dialect' | 'schema'>,
): string[] {
  if (names.length === 1 && schema !== undefined) return [schema, ...names];
  return dialect === 'mysql' || names[0] === 'public' ? names.slice(-1) : names.slice(-2);
}

export const nameOf = (path: readonly string[]): string => path.join('.');

/** The table of a name. */
export const tableNamed = (names: readonly string[], dump: Dump): DumpedTable | undefined =>
  dump.tables.get(nameOf(pathOf(names, dump)));

/** What a type of the dump stands for; as columns have it, with quotation marks. */
export const typeNamed = (type: string, { types }: Dump): string[] | RawColumn | undefined =>
  types.get(type.replace(/"((?:[^"]|"")*)"/g, (_, name: string) => name.replaceAll('""', '"')));
