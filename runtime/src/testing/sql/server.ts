import type { OpenTestDatabase, SqlDatabase } from './database.js';
import { variableOf } from './database.js';

/** The test database of a server that the environment states. */
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

/** The URL as `database_url` has it, and what was left out of it. */
export function withoutLogin(url: URL): Pick<SqlDatabase, 'url' | 'login'> {
  const { protocol, host, pathname, search } = url;
  const bare = `${protocol}//${host}${pathname}${search}`;
  const login = {
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  return { url: bare, login };
}
