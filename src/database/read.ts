import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addressIn } from '../../runtime/src/sql/address.js';
import type { Driver, Row } from '../../runtime/src/sql/driver.js';
import { explained } from '../../runtime/src/sql/faults.js';
import { CliError } from '../model/errors/cli-error.js';
import {
  databaseFileMissing,
  databaseTooLarge,
  databaseUnreadable,
  sqliteUnavailable,
} from '../model/errors/database.js';
import { mysqlCatalogue } from './catalogue/mysql.js';
import { postgresCatalogue } from './catalogue/postgres.js';
import type { ReadRows } from './catalogue/read-rows.js';
import { sqliteCatalogue } from './catalogue/sqlite.js';
import type { Catalogue } from './model.js';
import { pathOf, type DatabaseTarget } from './url.js';

const LIMITS = { timeoutMs: 30_000, maxRows: 100_000, maxBytes: 100_000_000 };

/**
 * The tables of a database, read in one read-only transaction.
 * @throws CliError `database/…`
 */
export async function readCatalogue(
  target: DatabaseTarget,
  signal: AbortSignal,
): Promise<Catalogue> {
  try {
    if (target.dialect === 'sqlite') return readSqlite(target);
    return await readServer(target, signal);
  } catch (error) {
    if (error instanceof CliError || signal.aborted) throw error;
    throw databaseUnreadable(target.url, reasonOf(error, target), error);
  }
}

/** Sentences, codes and messages about files and connections; the catalogue contains no rows. */
function reasonOf(error: unknown, { dialect }: DatabaseTarget): string {
  const { message } = (dialect === 'sqlite' ? error : explained(error)) as Error;
  return message
    .replace(/ No rows were changed\.| Request less\./g, '')
    .replace(/^import: /, '')
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/\.?$/, '.');
}

async function readServer(
  { url, login, dialect, folder }: DatabaseTarget,
  signal: AbortSignal,
): Promise<Catalogue> {
  const port = dialect === 'postgres' ? 5432 : 3306;
  const address = addressIn(new URL(url), { provider: 'import', port, folder });
  const driver: Driver =
    dialect === 'postgres'
      ? (await import('../../runtime/src/sql/postgres/driver.js')).postgresDriver(address, 1)
      : (await import('../../runtime/src/sql/mysql/driver.js')).mysqlDriver(address, 1);
  try {
    return await driver.transaction(
      login,
      { ...LIMITS, readOnly: true, signal, settings: {} },
      (session) => {
        const read = async (text: string) => {
          const limited = `${text}\nlimit ${LIMITS.maxRows + 1}`;
          const statement = { text: limited, binds: [], reads: true, scoped: false };
          const { rows } = await session.run(statement, []);
          if (rows.length > LIMITS.maxRows) throw databaseTooLarge(url, LIMITS.maxRows);
          return rows;
        };
        return dialect === 'postgres'
          ? postgresCatalogue(read as ReadRows)
          : mysqlCatalogue(read as ReadRows);
      },
    );
  } finally {
    await driver.close();
  }
}

/** What `node:sqlite` and `libsql` have in common. */
interface Sqlite {
  prepare(text: string): { all(...values: unknown[]): Row[] };
  close(): void;
}

function readSqlite({ url, folder }: DatabaseTarget): Catalogue {
  const path = pathOf(url);
  const file = resolve(folder, path);
  const database = opened(file, folder);
  if (!database) throw databaseFileMissing(path);
  try {
    const read = (text: string, ...values: string[]) => database.prepare(text).all(...values);
    return sqliteCatalogue(read as never);
  } finally {
    database.close();
  }
}

type Open = new (file: string, options: object) => Sqlite;

/** With what is installed beside the program or in the project, else with Node.js; undefined without such a file. */
function opened(file: string, folder: string): Sqlite | undefined {
  try {
    for (const from of [import.meta.url, resolve(folder, 'package.json')]) {
      const Libsql = loaded(from, 'libsql') as Open | undefined;
      // Its option "readonly" has no effect: it would create a file that does not exist.
      if (Libsql) return new Libsql(`${pathToFileURL(file).href}?mode=ro`, {});
    }
    const builtIn = loaded(import.meta.url, 'node:sqlite') as { DatabaseSync: Open } | undefined;
    if (!builtIn) throw sqliteUnavailable();
    return new builtIn.DatabaseSync(file, { readOnly: true });
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
