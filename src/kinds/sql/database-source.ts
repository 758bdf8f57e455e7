import { call, entry, jsonCode, object } from '../../source/print/code.js';
import { printed } from '../../source/print/layout.js';
import { dialectOf } from './database-url.js';
import type { SqlProvider } from './spec.js';

const FACTORIES = {
  postgres: 'postgresDatabase',
  mysql: 'mysqlDatabase',
  sqlite: 'sqliteDatabase',
} as const;

const WORDS: Readonly<Record<NonNullable<SqlProvider['users']>, string>> = {
  parameter: 'Statements on the rows of a user contain `:principal.user_id`.',
  policies: 'Its policies read the user from the setting `app.user_id`.',
  login: 'Each user has a login of the database.',
  shared: 'All users have the same rows.',
};

/** `api/database.ts`. */
export function databaseSource({
  databaseUrl,
  users = 'parameter',
}: Pick<SqlProvider, 'databaseUrl' | 'users'>): string {
  const dialect = dialectOf(databaseUrl);
  const factory = FACTORIES[dialect];
  const options = object([entry('users', jsonCode(users))]);
  const value = call(factory, ['PROVIDER_NAME', 'auth', options]);
  const start = 'export const database = ';
  return [
    `import { ${factory} } from 'mcp-provider/sql/${dialect}';`,
    "import { PROVIDER_NAME } from '../mcp-instance.js';",
    "import { auth } from './auth.js';",
    '',
    `/** The tables of "database_url" in provider-config.yaml. ${WORDS[users]} */`,
    `${start}${printed(value, start)};`,
  ].join('\n');
}
