import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Row } from '../../runtime/src/sql/driver.js';
import { databaseFileMissing, sqliteUnavailable } from '../model/errors/database.js';
import { sqliteCatalogue } from './catalogue/sqlite.js';
import type { Catalogue } from './model.js';
import { type DatabaseTarget, pathOf } from './url.js';

/** What `node:sqlite` and `libsql` have in common. */
interface Sqlite {
  prepare(text: string): { all(...values: unknown[]): Row[] };
  close(): void;
}

/** The tables of a file. @throws CliError `database/…` */
export const readSqlite = (target: DatabaseTarget): Catalogue =>
  withFile(target, (database) => {
    const read = (text: string, ...values: string[]) => database.prepare(text).all(...values);
    return sqliteCatalogue(read as never);
  });

/** Throws where a statement, which is not executed, is wrong. */
export const prepareSqlite = (target: DatabaseTarget, text: string): void =>
  withFile(target, (database) => void database.prepare(text));

function withFile<T>(target: DatabaseTarget, work: (database: Sqlite) => T): T {
  const database = opened(target);
  if (!database) throw databaseFileMissing(pathOf(target.url));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** How many rows a table of a file has. @param table as statements contain it */
export function countRows(target: DatabaseTarget, table: string): number {
  const database = opened(target);
  try {
    const [row] = database?.prepare(`select count(*) as total from ${table}`).all() ?? [];
    return Number(row?.total ?? 0);
  } catch {
    return 0; // A view may be broken, or a table locked.
  } finally {
    database?.close();
  }
}

type Open = new (file: string, options: object) => Sqlite;

/** What is installed beside the program or in the project, else what Node.js has, else what we have installed. */
function driver({ folder, drivers }: DatabaseTarget): { Database: Open; isBuiltIn: boolean } {
  const libsql = (from: string) => loaded(from, 'libsql') as Open | undefined;
  const installed = libsql(import.meta.url) ?? libsql(resolve(folder, 'package.json'));
  if (installed) return { Database: installed, isBuiltIn: false };
  const builtIn = loaded(import.meta.url, 'node:sqlite') as { DatabaseSync: Open } | undefined;
  if (builtIn) return { Database: builtIn.DatabaseSync, isBuiltIn: true };
  const own = drivers === undefined ? undefined : libsql(resolve(drivers, 'package.json'));
  if (!own) throw sqliteUnavailable();
  return { Database: own, isBuiltIn: false };
}

/** Only for reading; undefined without such a file. */
function opened(target: DatabaseTarget): Sqlite | undefined {
  const { Database, isBuiltIn } = driver(target);
  const file = resolve(target.folder, pathOf(target.url));
  try {
    if (isBuiltIn) return new Database(file, { readOnly: true });
    // The option "readonly" of libsql has no effect: it would create a file that does not exist.
    return new Database(`${pathToFileURL(file).href}?mode=ro`, {});
  } catch (error) {
    if (cannotOpen(error)) return undefined;
    throw error;
  }
}

/** SQLITE_CANTOPEN, which `node:sqlite` gives as a number and `libsql` at the end of its message. */
const cannotOpen = (error: unknown): boolean =>
  (error as { errcode?: number }).errcode === 14 || (error as Error).message.endsWith(': 14")');

/** Undefined where it is not installed. */
function loaded(from: string, name: string): unknown {
  try {
    return createRequire(from)(name) as unknown;
  } catch {
    return undefined;
  }
}
