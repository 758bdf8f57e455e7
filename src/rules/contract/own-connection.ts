import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';
import { project } from '../example.js';

const DRIVERS =
  /^(pg|postgres|mysql2?|mariadb|libsql|@libsql\/client|better-sqlite3|sqlite3|knex|sequelize|drizzle-orm|@prisma\/client)(\/.*)?$|^(node:)?sqlite$/;

export default defineRule({
  severity: 'error',
  summary: 'A provider for a database opens it with the functions of mcp-provider only.',
  why: 'Statements on another connection are not limited to the rows of the caller, to read-only access or to the time of the call.',
  source: { text: 'docs/sql.md of create-mcp-provider.' },
  on: 'provider',
  check({ name, files, project: { documents } }, report) {
    if (textAt(documents.config, 'providers', name, 'kind')?.text !== 'sql') return;
    for (const file of files) {
      for (const { specifier, from, typeOnly } of file.test ? [] : file.facts.imports) {
        if (typeOnly || !DRIVERS.test(specifier ?? '')) continue;
        report({
          at: file.at(from),
          message: `This code opens the database with "${specifier}".`,
          hint: 'Use the functions of "api/database.ts", such as `database.one(statement)`.',
        });
      }
    }
  },
  examples: [
    {
      ok: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     kind: sql
        +     database_url: 'sqlite:data/weather.db'
        …
        -     auth: bearer
        +     auth: none

        // src/providers/weather/api/database.ts
        import type { Database } from 'libsql';
        import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
        import { auth, getCredentials } from './auth.js';

        export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
        export type Raw = Database;
      `,
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     base_url: https://api.weather.dev/v1
        +     kind: sql
        +     database_url: 'sqlite:data/weather.db'
        …
        -     auth: bearer
        +     auth: none

        // src/providers/weather/api/days.ts
        import Database from ‹'libsql'›;

        const database = new Database('data/weather.db');
        export const days = () => database.prepare('select day from days').all();
      `,
      finds: ['This code opens the database with "libsql".'],
    },
  ],
});
