import type { Dialect } from '../../../runtime/src/sql/compile.js';
import { isAddress } from '../../../runtime/src/utils/addresses.js';
import type { KindSetting } from '../../model/kind.js';
import { databaseUrlOption } from './options.js';

export const databaseUrl: KindSetting = {
  key: 'databaseUrl',
  name: 'database URL',
  schema: {
    type: 'string',
    description:
      'URL of the database without user name and password, or "sqlite:" and a file, relative to the project unless absolute.',
    examples: ['sqlite:data/acme.db', 'postgres://db.acme.dev/acme', 'mysql://db.acme.dev/acme'],
  },
  option: databaseUrlOption,
  question: 'URL of the database, without user name and password',
  check: (text) =>
    isAddress(text, 'database')
      ? undefined
      : 'must be a URL without user name and password, and without parameters other than sslmode, sslrootcert, host and socketPath, such as postgres://db.acme.dev/acme, mysql://db.acme.dev/acme or sqlite:data/acme.db',
  isLocal: (text) => urlDialect(text) === 'sqlite',
};

/** Returns the dialect of a database URL; `postgres` if the protocol is unknown. */
export function urlDialect(url: unknown): Dialect {
  const [protocol] = String(url).split(':');
  if (protocol === 'sqlite') return 'sqlite';
  return protocol === 'mysql' || protocol === 'mariadb' ? 'mysql' : 'postgres';
}

/** Returns a product name such as `SQLite`. MariaDB has URLs of its own, but its servers may also have MySQL URLs. */
export const databaseProduct = (url: string): string =>
  url.startsWith('mariadb:') ? 'MariaDB' : PRODUCTS[urlDialect(url)];

const PRODUCTS: Readonly<Record<Dialect, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
};

/** The optional peer dependency of the runtime with the driver. */
export const DRIVERS: Readonly<Record<Dialect, string>> = {
  postgres: 'pg',
  mysql: 'mysql2',
  sqlite: 'libsql',
};
