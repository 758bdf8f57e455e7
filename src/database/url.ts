import { isDatabase } from '../../runtime/src/provider/addresses.js';
import type { Login } from '../../runtime/src/sql/driver.js';
import { databaseUrlInvalid, databaseUrlMissing } from '../model/errors/database.js';
import type { Dialect } from './model.js';

/** A database to read, with the login apart from everything that is shown or written. */
export interface DatabaseTarget {
  /** Without user name and password. */
  url: string;
  login: Login;
  dialect: Dialect;
}

const VARIABLE = /^env:(.*)$/s;

/**
 * The database of a URL, or of `env:NAME`, which stands for the URL in that environment variable. Messages do not contain
 * the text: it can contain a password.
 * @throws CliError `database/url`
 */
export function databaseTarget(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): DatabaseTarget {
  const [, variable] = VARIABLE.exec(text) ?? [];
  const value = variable === undefined ? text : env[variable];
  if (value === undefined || value === '') throw databaseUrlMissing(variable ?? '');
  const url = value.trim();
  if (url.startsWith('sqlite:')) {
    const file = url.replace(/^sqlite:(\/\/)?/, '');
    if (file === '') throw databaseUrlInvalid();
    return { url: `sqlite:${file}`, login: {}, dialect: 'sqlite' };
  }
  if (!URL.canParse(url)) throw databaseUrlInvalid();
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  if (!isDatabase(parsed.href)) throw databaseUrlInvalid();
  return {
    url: parsed.href,
    login: {
      ...(username !== '' && { username: decoded(username) }),
      ...(password !== '' && { password: decoded(password) }),
    },
    dialect: /^(mysql|mariadb):/.test(parsed.href) ? 'mysql' : 'postgres',
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

/** What a command line that is shown may contain: `env:NAME`, or the URL without a login. */
export const shownTarget = (text: string, { url }: DatabaseTarget): string =>
  isVariable(text) ? text : url;

/** Whether a text stands for the URL in an environment variable. */
export const isVariable = (text: string): boolean => VARIABLE.test(text);
