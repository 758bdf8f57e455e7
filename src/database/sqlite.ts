import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Row } from '../../runtime/src/sql/driver.js';
import { databaseFileMissing, sqliteUnavailable } from '../model/errors/database.js';
import { sqliteCatalog } from './catalog/sqlite.js';
import type { DatabaseCatalog } from './model.js';
import { type DatabaseTarget, sqlitePath } from './url.js';

/** The common interface of `node:sqlite` and `libsql`. */
interface Sqlite {
  prepare(text: string): { all(...values: unknown[]): Row[] };
  close(): void;
}

/** Returns the tables of a file. @throws CliError `database/…` */
export const readSqlite = (target: DatabaseTarget): DatabaseCatalog =>
  withFile(target, (database) => {
    const read = (text: string, ...values: string[]) => database.prepare(text).all(...values);
    return sqliteCatalog(read as never);
  });

/** Prepares a statement without executing it. Throws if it is wrong. */
export const prepareSqlite = (target: DatabaseTarget, text: string): void =>
  withFile(target, (database) => void database.prepare(text));

function withFile<T>(target: DatabaseTarget, work: (database: Sqlite) => T): T {
  const database = openFile(target);
  if (!database) throw databaseFileMissing(sqlitePath(target.url));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Returns the number of rows of a table in a file. @param table quoted for statements */
export function countRows(target: DatabaseTarget, table: string): number {
  const database = openFile(target);
  try {
    const [row] = database?.prepare(`select count(*) as total from ${table}`).all() ?? [];
    return Number(row?.total ?? 0);
  } catch {
    return 0; // A view may be broken, or a table locked.
  } finally {
    database?.close();
  }
}

type SqliteConstructor = new (file: string, options: object) => Sqlite;

/**
 * Returns the driver: one that is installed with the program or the project, or else that of Node.js, or
 * else the one that we have installed.
 */
function driver({ folder, drivers }: DatabaseTarget): {
  Database: SqliteConstructor;
  isBuiltIn: boolean;
} {
  const libsql = (startPath: string) =>
    loadModule(startPath, 'libsql') as SqliteConstructor | undefined;
  const installedDriver = libsql(import.meta.url) ?? libsql(resolve(folder, 'package.json'));
  if (installedDriver) return { Database: installedDriver, isBuiltIn: false };
  const builtIn = loadModule(import.meta.url, 'node:sqlite') as
    { DatabaseSync: SqliteConstructor } | undefined;
  if (builtIn) return { Database: builtIn.DatabaseSync, isBuiltIn: true };
  const ownDriver = drivers === undefined ? undefined : libsql(resolve(drivers, 'package.json'));
  if (!ownDriver) throw sqliteUnavailable();
  return { Database: ownDriver, isBuiltIn: false };
}

/** Opens the file for reading; undefined if it does not exist. */
function openFile(target: DatabaseTarget): Sqlite | undefined {
  const { Database, isBuiltIn } = driver(target);
  const file = resolve(target.folder, sqlitePath(target.url));
  try {
    if (isBuiltIn) return new Database(file, { readOnly: true });
    // The option "readonly" of libsql has no effect: it would create a missing file.
    return new Database(`${pathToFileURL(file).href}?mode=ro`, {});
  } catch (error) {
    if (cannotOpen(error)) return undefined;
    throw error;
  }
}

/** Returns whether the error is SQLITE_CANTOPEN, a number in `node:sqlite` and the end of the message in `libsql`. */
const cannotOpen = (error: unknown): boolean =>
  (error as { errcode?: number }).errcode === 14 || (error as Error).message.endsWith(': 14")');

/** Returns a module; undefined if it is not installed. */
function loadModule(startPath: string, name: string): unknown {
  try {
    return createRequire(startPath)(name) as unknown;
  } catch {
    return undefined;
  }
}
