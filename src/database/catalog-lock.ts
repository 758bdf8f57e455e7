import { parseJson } from '../model/json.js';
import { escapeJson } from '../model/json-text.js';
import { withNames } from './catalog/rows.js';
import type { DatabaseDraft, Table, TableScope } from './model.js';

/** Version of the lock's format. */
const VERSION = 2;

/** The state that an import has accepted, which is the base of the next import. */
export interface DatabaseLock extends TableScope {
  /** Patterns of excluded columns and tools. */
  exclude: string[];
  tables: Table[];
  tools: DatabaseDraft[];
  /** Names of all other tables. */
  others: string[];
}

/**
 * Returns the tables of a database with the names of a lock. In PostgreSQL, the search path of the
 * login decides which table has a name without a schema, so tables are identified by their schemas.
 */
export function withLockedNames(tables: readonly Table[], lock: DatabaseLock): Table[] {
  const names = new Map(lock.tables.map(({ name, path }) => [JSON.stringify(path), name]));
  const isTaken = (table: Table) => lock.tables.some(({ name }) => name === table.name);
  for (const table of tables) {
    const key = JSON.stringify(table.path);
    if (isTaken(table) && !names.has(key)) names.set(key, table.path.join('.'));
  }
  return withNames(tables, names);
}

/** Returns the text of a lock, with one table or tool per line, so that a review shows which ones have changed. */
export function databaseLockText({ tables, tools, ...settings }: DatabaseLock): string {
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
    ...Object.entries(head).map(([key, value]) => `${key}": ${escapeJson(value)}`),
    `tables": ${block(tables)}`,
    `tools": ${block(tools)}`,
    `others": ${block(others.toSorted())}`,
  ];
  return `{\n${lines.map((line) => `  "${line}`).join(',\n')}\n}\n`;
}

const block = (items: readonly unknown[]): string =>
  items.length === 0
    ? '[]'
    : `[\n${items.map((item) => `    ${escapeJson(item)}`).join(',\n')}\n  ]`;

/** Returns the lock in a text; undefined if it is invalid, such as one with a merge conflict. */
export function readDatabaseLock(text: string): DatabaseLock | undefined {
  const value = parseJson(text) as
    (Partial<DatabaseLock> & { version?: number }) | null | undefined;
  const { version, sharedTables, exclude, tables, tools, others } = value ?? {};
  const isSound = [sharedTables, exclude, tables, tools, others].every(Array.isArray);
  return isSound && version === VERSION ? (value as DatabaseLock) : undefined;
}
