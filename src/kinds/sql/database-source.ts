import { exprDoc } from '../../source/print/expression-layout.js';
import { call, entry, jsonExpr, object, word } from '../../source/print/expression.js';
import { settle } from '../../source/print/layout.js';
import { dialectOf } from './database-url.js';
import type { SqlProvider } from './spec.js';

const FACTORIES = {
  postgres: 'postgresDatabase',
  mysql: 'mysqlDatabase',
  sqlite: 'sqliteDatabase',
} as const;

const WORDS: Readonly<Record<NonNullable<SqlProvider['users']>, string>> = {
  parameter: 'Every statement contains `:principal.user_id`.',
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
  const options = object([entry('users', jsonExpr(users))]);
  const value = call(factory, [word('PROVIDER_NAME'), word('auth'), options]);
  const start = 'export const database = ';
  return [
    `import { ${factory} } from 'mcp-provider/sql/${dialect}';`,
    "import { PROVIDER_NAME } from '../mcp-instance.js';",
    "import { auth } from './auth.js';",
    '',
    `/** The tables of "database_url" in provider-config.yaml. ${WORDS[users]} */`,
    `${start}${settle((kept) => exprDoc(value, kept), start)};`,
  ].join('\n');
}
