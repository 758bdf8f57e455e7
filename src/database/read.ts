import { addressIn, hostOfUrl } from '../../runtime/src/sql/address.js';
import { connectionProblem } from '../../runtime/src/sql/connection-problem.js';
import type { Driver } from '../../runtime/src/sql/driver.js';
import { databaseError } from '../../runtime/src/sql/faults.js';
import { CliError } from '../model/errors/cli-error.js';
import {
  databaseLoginMissing,
  databaseTooLarge,
  databaseUnreachable,
  databaseUnreadable,
} from '../model/errors/database.js';
import { mysqlCatalog } from './catalog/mysql.js';
import { postgresCatalog } from './catalog/postgres.js';
import type { ReadRows } from './catalog/rows.js';
import type { DatabaseCatalog } from './model.js';
import { readSqlite } from './sqlite.js';
import { type DatabaseTarget, PORTS } from './url.js';

const LIMITS = { timeoutMs: 30_000, maxRows: 100_000, maxBytes: 100_000_000 };

/** Returns the tables of a database, read in one read-only transaction. @throws CliError `database/…` */
export async function readCatalog(
  target: DatabaseTarget,
  signal: AbortSignal,
): Promise<DatabaseCatalog> {
  try {
    if (target.dialect === 'sqlite') return readSqlite(target);
    return await readServer(target, signal);
  } catch (error) {
    if (error instanceof CliError || signal.aborted) throw error;
    throw (
      unreachableDatabase(target, error) ??
      databaseUnreadable(target.url, errorReason(error, target), error)
    );
  }
}

/** Returns why a database cannot be reached; undefined if the connection succeeded. */
export function unreachableDatabase(
  { url, dialect, login: { username, password }, variables }: DatabaseTarget,
  error: unknown,
): CliError | undefined {
  if (dialect === 'sqlite') return undefined;
  const { port, pathname } = new URL(url);
  const host = hostOfUrl(new URL(url));
  const database = decodeURIComponent(pathname.slice(1));
  const problem = connectionProblem(error, {
    host,
    port: Number(port || PORTS[dialect]),
    database,
  });
  // "28000" is also the code of a server that trusts users without a password, but not this one.
  const needsPassword = password === undefined && (error as { code?: string }).code !== '28000';
  if (problem?.isLogin && (username === undefined || needsPassword))
    return databaseLoginMissing(url, username, variables, error);
  return problem && databaseUnreachable(problem, error);
}

/** Returns the reason of an error: sentences, codes and messages about files and connections, without rows. */
export function errorReason(error: unknown, { dialect }: Pick<DatabaseTarget, 'dialect'>): string {
  const { message } = (dialect === 'sqlite' ? error : databaseError(error)) as Error;
  return message
    .replace(/ No rows were changed\.| Request less\./g, '')
    .replace(/^import: /, '')
    .replace(/^./, (first) => first.toUpperCase())
    .replace(/\.?$/, '.');
}

/** Returns a driver with a single connection to a server. */
export async function openDriver({ url, dialect, folder }: DatabaseTarget): Promise<Driver> {
  if (dialect === 'sqlite') throw new Error('SQLite has no server');
  const port = PORTS[dialect];
  const address = addressIn(new URL(url), { provider: 'import', port, folder });
  return dialect === 'postgres'
    ? (await import('../../runtime/src/sql/postgres/driver.js')).postgresDriver(address, 1)
    : (await import('../../runtime/src/sql/mysql/driver.js')).mysqlDriver(address, 1);
}

async function readServer(target: DatabaseTarget, signal: AbortSignal): Promise<DatabaseCatalog> {
  const { url, login, dialect } = target;
  const driver = await openDriver(target);
  try {
    return await driver.transaction(
      login,
      { ...LIMITS, readOnly: true, user: '', signal, settings: {} },
      (session) => {
        const read = async (text: string) => {
          const limitedText = `${text}\nlimit ${LIMITS.maxRows + 1}`;
          const statement = { text: limitedText, binds: [], reads: true, scoped: false };
          const { rows } = await session.run(statement, []);
          if (rows.length > LIMITS.maxRows) throw databaseTooLarge(url, LIMITS.maxRows);
          return rows;
        };
        return dialect === 'postgres'
          ? postgresCatalog(read as ReadRows)
          : mysqlCatalog(read as ReadRows);
      },
    );
  } finally {
    await driver.close();
  }
}
