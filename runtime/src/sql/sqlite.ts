/**
 * SQLite. Needs `libsql`.
 * @module mcp-provider/sql/sqlite
 */
import { resolve } from 'node:path';
import type { ApiAuth } from '../api/api-auth.js';
import { configOf } from '../project/config.js';
import { projectOf } from '../project/project.js';
import { StartError } from '../utils/start-error.js';
import { type Database, database } from './database.js';
import type { Login } from './driver.js';
import { sqliteDriver } from './sqlite/driver.js';
import type { DatabaseOptions } from './transactions.js';

// The type of the function's result needs a name in projects that import this module alone.
export type { Database } from './database.js';

/**
 * Returns the SQLite file of `database_url` in provider-config.yaml: `sqlite:data/inventory.db`, below the
 * project.
 * @example export const database = sqliteDatabase(PROVIDER_NAME, auth, { users: 'parameter' });
 */
export const sqliteDatabase = (
  provider: string,
  auth: ApiAuth<Login>,
  options: DatabaseOptions<'parameter' | 'shared'>,
): Database =>
  database(provider, 'sqlite', auth, options, () =>
    sqliteDriver(
      fileOf(provider),
      options.poolSize,
      `"database_url" of "${provider}" in provider-config.yaml, or ${provider.toUpperCase()}_DATABASE_URL`,
    ),
  );

function fileOf(provider: string): string {
  const [, file] = /^sqlite:(?:\/\/)?(.+)$/.exec(configOf(provider).database_url ?? '') ?? [];
  if (file === undefined)
    throw new StartError(`${provider}: the database URL must have the form "sqlite:<file>".`);
  return resolve(projectOf(provider).root, file);
}
