import { screamingCase } from '../../model/names.js';
import { dialectOf } from './database-url.js';
import type { SqlProvider } from './spec.js';

const ROWS: Readonly<Record<NonNullable<SqlProvider['users']>, string>> = {
  parameter: 'Every statement contains the caller, so that users have rows of their own.',
  policies: 'Policies of the database give each user rows of their own.',
  login: 'Each user signs in with a login of the database.',
  shared: 'All users have the same rows.',
};

/** Where the tables are, whose rows they contain, and what the tests need. */
export function readme(spec: object): string {
  const { name, databaseUrl, users = 'parameter' } = spec as SqlProvider; // checked
  const NAME = screamingCase(name);
  const where = `The database is \`database_url\` in \`provider-config.yaml\`; \`${NAME}_DATABASE_URL\` replaces it. Create it and its tables before you start the server.`;
  const isFile = dialectOf(databaseUrl) === 'sqlite';
  const tests = isFile
    ? `The tests create a database with the tables of \`tests/${name}.sql\`.`
    : `The tests need a server: set \`TEST_${NAME}_DATABASE_URL\` to a database with "test" in its name. They delete everything in it, and create the tables of \`tests/${name}.sql\`.`;
  return `${where} ${ROWS[users]}\n\n${tests}`;
}
