/**
 * MySQL and MariaDB. Needs `mysql2`.
 * @module mcp-provider/sql/mysql
 */
import type { ApiAuth } from '../api/api-auth.js';
import { databaseAddress } from './address.js';
import { type Database, database } from './database.js';
import type { Login } from './driver.js';
import { mysqlDriver } from './mysql/driver.js';
import type { DatabaseOptions } from './transactions.js';

// The type of the function's result needs a name in projects that import this module alone.
export type { Database } from './database.js';

/**
 * Returns the MySQL or MariaDB database of `database_url` in provider-config.yaml.
 * @example export const database = mysqlDatabase(PROVIDER_NAME, auth, { users: 'parameter' });
 */
export const mysqlDatabase = (
  provider: string,
  auth: ApiAuth<Login>,
  options: DatabaseOptions<'parameter' | 'login' | 'shared'>,
): Database =>
  database(provider, 'mysql', auth, options, () =>
    mysqlDriver(databaseAddress(provider, ['mysql:', 'mariadb:'], 3306), options.poolSize),
  );
