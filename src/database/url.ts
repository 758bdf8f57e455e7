import { relative, resolve, sep } from 'node:path';
import { hostOfUrl } from '../../runtime/src/sql/address.js';
import type { Login } from '../../runtime/src/sql/driver.js';
import { DATABASE_PARAMETERS, isAddress } from '../../runtime/src/utils/addresses.js';
import {
  databaseDump,
  databaseNameMissing,
  databaseParameterUnknown,
  databaseSchemeMissing,
  databaseUrlInvalid,
  databaseUrlMissing,
} from '../model/errors/database.js';
import type { Dialect } from './model.js';

/** A database to read. The login is separate from everything that is shown or written. */
export interface DatabaseTarget {
  /** URL without user name and password. */
  url: string;
  login: Login;
  /** Environment variables of the login, if it is not in the URL. */
  variables?: readonly [username: string, password: string];
  dialect: Dialect;
  /** Folder to which paths are relative: of SQLite files and of certificates. */
  folder: string;
  /** Folder of a SQLite driver that neither the project nor Node.js has. */
  drivers?: string;
}

const VARIABLE = /^env:(.*)$/s;
/** A path without a scheme; other texts without one can contain a password. */
const SQLITE_FILE = /^(?!\w{2,}:)[^@=;]+\.(db|sqlite3?)$/i;

/**
 * Returns the database of a URL, or of `env:NAME`, which stands for the URL in that environment
 * variable. Messages do not contain the text, because it can contain a password.
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
  if (SQLITE_FILE.test(url)) throw databaseSchemeMissing(url);
  if (!URL.canParse(url)) throw databaseUrlInvalid();
  const parsedUrl = new URL(url);
  const { username, password } = parsedUrl;
  parsedUrl.username = '';
  parsedUrl.password = '';
  const knownParameters: readonly string[] = DATABASE_PARAMETERS;
  const unknownParameter = [...parsedUrl.searchParams.keys()].find(
    (name) => !knownParameters.includes(name),
  );
  if (unknownParameter !== undefined && /^\w{1,40}$/.test(unknownParameter))
    throw databaseParameterUnknown(unknownParameter);
  if (!isAddress(parsedUrl.href, 'database')) {
    const hasName = parsedUrl.pathname.length > 1;
    parsedUrl.pathname = '/DATABASE';
    throw !hasName && isAddress(parsedUrl.href, 'database')
      ? databaseNameMissing(parsedUrl.href)
      : databaseUrlInvalid();
  }
  decodeUrlPart(parsedUrl.pathname); // the name of the database, which messages and files contain
  return {
    url: parsedUrl.href,
    login: {
      ...(username !== '' && { username: decodeUrlPart(username) }),
      ...(password !== '' && { password: decodeUrlPart(password) }),
    },
    dialect: /^(mysql|mariadb):/.test(parsedUrl.href) ? 'mysql' : 'postgres',
    folder,
  };
}

/** Decodes a part of the URL. @throws CliError `database/url` */
function decodeUrlPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw databaseUrlInvalid();
  }
}

/** Returns the same URL with paths relative to another directory. */
export function urlFrom({ url, dialect, folder }: DatabaseTarget, root: string): string {
  const relocatedPath = (path: string) =>
    relative(root, resolve(folder, path)).split(sep).join('/');
  if (dialect === 'sqlite') return `sqlite:${relocatedPath(sqlitePath(url))}`;
  const parsedUrl = new URL(url);
  const certificate = parsedUrl.searchParams.get('sslrootcert');
  if (certificate !== null) parsedUrl.searchParams.set('sslrootcert', relocatedPath(certificate));
  return parsedUrl.href;
}

/** Returns the path of the file in a SQLite URL. */
export const sqlitePath = (url: string): string => url.slice('sqlite:'.length);

export const PORTS = { postgres: 5432, mysql: 3306 } as const;

/** Returns whether two URLs refer to the same database; logins and encryption may differ. */
export const isSameDatabase = (left: DatabaseTarget, right: DatabaseTarget): boolean =>
  databasePlace(left) === databasePlace(right);

function databasePlace({ url, dialect, folder }: DatabaseTarget): string {
  if (dialect === 'sqlite') return resolve(folder, sqlitePath(url));
  const { port, pathname } = new URL(url);
  return `${dialect} ${hostOfUrl(new URL(url)).toLowerCase()}:${port || PORTS[dialect]}${pathname}`;
}

/** Returns the text for command lines that are shown: `env:NAME`, or the URL without a password. */
export function shownTarget(text: string, { url, login: { username } }: DatabaseTarget): string {
  if (isVariable(text)) return text;
  return username === undefined ? url : urlWithLogin(url, { username });
}

/** Returns a URL with a user name and a password. */
export function urlWithLogin(url: string, { username = '', password = '' }: Login): string {
  const parsedUrl = new URL(url);
  parsedUrl.username = encodeURIComponent(username);
  parsedUrl.password = encodeURIComponent(password);
  return parsedUrl.href;
}

/** Returns whether a text refers to the URL in an environment variable. */
export const isVariable = (text: string): boolean => VARIABLE.test(text);
