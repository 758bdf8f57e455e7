import { relative, resolve, sep } from 'node:path';
import { hostIn } from '../../runtime/src/sql/address.js';
import type { Login } from '../../runtime/src/sql/driver.js';
import { DATABASE_PARAMETERS, isAddress } from '../../runtime/src/utils/addresses.js';
import {
  databaseDump,
  databaseParameterUnknown,
  databaseUrlInvalid,
  databaseUrlMissing,
} from '../model/errors/database.js';
import type { Dialect } from './model.js';

/** A database to read, with the login apart from everything that is shown or written. */
export interface DatabaseTarget {
  /** Without user name and password. */
  url: string;
  login: Login;
  /** Environment variables that the login is read from, where it is not in the URL. */
  variables?: readonly [username: string, password: string];
  dialect: Dialect;
  /** That paths start in: of the file of SQLite, and of a certificate. */
  folder: string;
  /** Where a driver of SQLite is installed that neither the project nor Node.js has. */
  drivers?: string;
}

const VARIABLE = /^env:(.*)$/s;

/**
 * The database of a URL, or of `env:NAME`, which stands for the URL in that environment variable. Messages do not contain
 * the text: it can contain a password.
 * @throws CliError `database/url`
 */
export function databaseTarget(
  text: string,
  { env, folder }: { env: Readonly<Record<string, string | undefined>>; folder: string },
): DatabaseTarget {
  const [, variable] = VARIABLE.exec(text) ?? [];
  const value = variable === undefined ? text : env[variable];
  if (value === undefined || value === '') throw databaseUrlMissing(variable ?? '');
  const url = value.trim();
  if (url.startsWith('sqlite:')) {
    const file = url.replace(/^sqlite:(\/\/)?/, '');
    if (file === '') throw databaseUrlInvalid();
    return { url: `sqlite:${file}`, login: {}, dialect: 'sqlite', folder };
  }
  if (/^(?!\w{2,}:).*\.sql$/is.test(url)) throw databaseDump(url);
  if (!URL.canParse(url)) throw databaseUrlInvalid();
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  const known: readonly string[] = DATABASE_PARAMETERS;
  const unknown = [...parsed.searchParams.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined && /^\w{1,40}$/.test(unknown)) throw databaseParameterUnknown(unknown);
  if (!isAddress(parsed.href, 'database')) throw databaseUrlInvalid();
  return {
    url: parsed.href,
    login: {
      ...(username !== '' && { username: decoded(username) }),
      ...(password !== '' && { password: decoded(password) }),
    },
    dialect: /^(mysql|mariadb):/.test(parsed.href) ? 'mysql' : 'postgres',
    folder,
  };
}

/** @throws CliError `database/url` */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw databaseUrlInvalid();
  }
}

/** The same URL where paths start in another directory. */
export function urlFrom({ url, dialect, folder }: DatabaseTarget, root: string): string {
  const moved = (path: string) => relative(root, resolve(folder, path)).split(sep).join('/');
  if (dialect === 'sqlite') return `sqlite:${moved(pathOf(url))}`;
  const parsed = new URL(url);
  const certificate = parsed.searchParams.get('sslrootcert');
  if (certificate !== null) parsed.searchParams.set('sslrootcert', moved(certificate));
  return parsed.href;
}

/** The path of a file in a URL of SQLite. */
export const pathOf = (url: string): string => url.slice('sqlite:'.length);

export const PORTS = { postgres: 5432, mysql: 3306 } as const;

/** Whether two URLs are those of the same database; logins and encryption may differ. */
export const isSameDatabase = (one: DatabaseTarget, other: DatabaseTarget): boolean =>
  placeOf(one) === placeOf(other);

function placeOf({ url, dialect, folder }: DatabaseTarget): string {
  if (dialect === 'sqlite') return resolve(folder, pathOf(url));
  const { port, pathname } = new URL(url);
  return `${dialect} ${hostIn(new URL(url)).toLowerCase()}:${port || PORTS[dialect]}${pathname}`;
}

/** What a command line that is shown may contain: `env:NAME`, or the URL without a login. */
export const shownTarget = (text: string, { url }: DatabaseTarget): string =>
  isVariable(text) ? text : url;

/** Whether a text stands for the URL in an environment variable. */
export const isVariable = (text: string): boolean => VARIABLE.test(text);
