/**
 * PostgreSQL. Needs `pg`.
 * @module mcp-provider/sql/postgres
 */
import type { ApiAuth } from '../api/api-auth.js';
import { databaseAddress } from './address.js';
import { type Database, database } from './database.js';
import type { Login } from './driver.js';
import { postgresDriver } from './postgres/driver.js';
import type { DatabaseOptions } from './transactions.js';

// The type of the function's result needs a name in projects that import this module alone.
export type { Database } from './database.js';

/**
 * Returns the PostgreSQL database of `database_url` in provider-config.yaml.
 * @example export const database = postgresDatabase(PROVIDER_NAME, auth, { users: 'parameter' });
 */
export const postgresDatabase = (
  provider: string,
  auth: ApiAuth<Login>,
  options: DatabaseOptions,
): Database =>
  database(provider, 'postgres', auth, options, () =>
    postgresDriver(databaseAddress(provider, ['postgres:', 'postgresql:'], 5432), options.poolSize),
  );
