import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentProject } from '../../project/project.js';
import type { Login } from '../../sql/driver.js';

/** The database that the tests of a provider use: they delete everything in it. */
export interface SqlDatabase {
  /** The URL in the form of `database_url`. */
  url: string;
  login: Login;
  /** Deletes all tables, and runs the script. */
  reset(script: string): Promise<void>;
  /** Returns all rows of each table, regardless of who may read them. */
  tables(): Promise<TableRows>;
  /** Names of the columns of each table and view. */
  columns(): Promise<TableColumns>;
  close(): Promise<unknown>;
}

/** Rows as JSON, by table. */
export type TableRows = ReadonlyMap<string, readonly string[]>;

/** Names of columns, by table or view. */
export type TableColumns = ReadonlyMap<string, readonly string[]>;

/** A column of a table or view in a catalog. */
export interface CatalogRow {
  in_table: string;
  in_column: string;
}

/** Returns the names of columns by table, in the order of the rows. */
export function columnsByTable(rows: readonly CatalogRow[]): TableColumns {
  const columns = new Map<string, string[]>();
  for (const { in_table: table, in_column: column } of rows)
    columns.set(table, [...(columns.get(table) ?? []), column]);
  return columns;
}

/** Opens the database of the tests. */
export type OpenTestDatabase = () => Promise<SqlDatabase>;

/** Returns the variable with the URL of a test database, if the provider needs a server. */
export const variableOf = (prefix: string): string => `TEST_${prefix}_DATABASE_URL`;

/** Returns the script `tests/<provider>.sql`, with the ids of users for `:alice` and `:bob`. */
export function testScript(provider: string, userIdOf: (user: 'alice' | 'bob') => string): string {
  return readScript(provider).replace(
    /(?<!:):(alice|bob)\b/g,
    (_, user: 'alice' | 'bob') => `'${userIdOf(user).replaceAll("'", "''")}'`,
  );
}

/** Returns false for the file of a new project, which contains comments only. */
export const hasStatements = (provider: string): boolean =>
  readScript(provider).replaceAll(/--.*/g, '').trim() !== '';

const readScript = (provider: string): string =>
  readFileSync(join(currentProject().root, 'tests', `${provider}.sql`), 'utf8');

/** Returns the test database of a server that the environment states. */
export const onServer =
  (open: (url: URL) => Promise<SqlDatabase>) =>
  (prefix: string): OpenTestDatabase | undefined => {
    const variable = variableOf(prefix);
    const text = process.env[variable];
    if (!text) return undefined;
    const url = new URL(text);
    if (!url.pathname.includes('test'))
      throw new Error(
        `${variable} must name a database with "test" in its name: the tests delete all its tables`,
      );
    return () => open(url);
  };

/** Returns the URL as `database_url` has it, and what was left out of it. */
export function withoutLogin(url: URL): Pick<SqlDatabase, 'url' | 'login'> {
  const { protocol, host, pathname, search } = url;
  const bare = `${protocol}//${host}${pathname}${search}`;
  const login = {
    username: decodeURIComponent(url.username),
    // A server that trusts the user needs none, but credentials do.
    password: decodeURIComponent(url.password) || 'none',
  };
  return { url: bare, login };
}
