import { parsedJson } from '../model/json.js';
import { json } from '../model/json-text.js';
import { withNames } from './catalogue/rows.js';
import type { Draft, Scope, Table } from './model.js';

/** The format of a lock. */
const VERSION = 2;

/** What an import has accepted: the base of the next one. */
export interface DatabaseLock extends Scope {
  /** Patterns of columns and tools that are left out. */
  exclude: string[];
  tables: Table[];
  tools: Draft[];
  /** Names of all other tables. */
  others: string[];
}

/**
 * The tables of a database under the names of a lock. Which table has a plain name depends on the search path of the login
 * (PostgreSQL), so schemas decide.
 */
export function namedAsLocked(tables: readonly Table[], lock: DatabaseLock): Table[] {
  const names = new Map(lock.tables.map(({ name, path }) => [JSON.stringify(path), name]));
  const isTaken = (table: Table) => lock.tables.some(({ name }) => name === table.name);
  for (const table of tables) {
    const key = JSON.stringify(table.path);
    if (isTaken(table) && !names.has(key)) names.set(key, table.path.join('.'));
  }
  return withNames(tables, names);
}

/** One table or tool a line, so that a review shows which have changed. */
export function lockText({ tables, tools, ...settings }: DatabaseLock): string {
  const { users, userColumn, sharedTables, readOnly, counts, exclude, others } = settings;
  const head = {
    version: VERSION,
    users,
    ...(userColumn !== undefined && { userColumn }),
    sharedTables,
    ...(readOnly && { readOnly }),
    ...(counts && { counts }),
    exclude,
  };
  const lines = [
    ...Object.entries(head).map(([key, value]) => `${key}": ${json(value)}`),
    `tables": ${block(tables)}`,
    `tools": ${block(tools)}`,
    `others": ${block(others.toSorted())}`,
  ];
  return `{\n${lines.map((line) => `  "${line}`).join(',\n')}\n}\n`;
}

const block = (items: readonly unknown[]): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${json(item)}`).join(',\n')}\n  ]`;

/** The lock that a text contains; undefined where it is none, such as one with the conflict of a merge. */
export function lockOf(text: string): DatabaseLock | undefined {
  const value = parsedJson(text) as
    (Partial<DatabaseLock> & { version?: number }) | null | undefined;
  const { version, sharedTables, exclude, tables, tools, others } = value ?? {};
  const isSound = [sharedTables, exclude, tables, tools, others].every(Array.isArray);
  return isSound && version === VERSION ? (value as DatabaseLock) : undefined;
}
