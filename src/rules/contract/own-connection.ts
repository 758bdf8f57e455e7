import type { Modules, Origin } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';
import { bad, ok } from '../example.js';

/** Packages that connect to databases. */
const DRIVERS =
  /^(pg|postgres|mysql2?|mariadb|mssql|oracledb|libsql|@libsql\/client|@neondatabase\/serverless|better-sqlite3|sqlite3|knex|kysely|sequelize|drizzle-orm|@prisma\/client|node:sqlite)(\/.*)?$/;
/** Their exports that open a database; of packages without such an export, the package itself is called. */
const OPENS =
  /^$|^(default|\w*(Pool|Client|Connection|Database|DatabaseSync|Kysely|Sequelize|Dialect)|create\w+|get(Connection|Pool)|connect|open|drizzle|neon|knex|postgres)$/;

export default defineRule({
  severity: 'error',
  summary: 'A provider for a database opens it with the functions of mcp-provider only.',
  why: 'Statements on another connection are not limited to the rows of the caller, to read-only access or to the time of the call.',
  source: { text: 'docs/sql.md of create-mcp-provider.' },
  on: 'provider',
  check({ name, files, project: { code, documents, modules } }, report) {
    if (textAt(documents.config, 'providers', name, 'kind')?.text !== 'sql') return;
    for (const file of reachedBy(files, modules)) {
      for (const value of file.facts.calls) {
        const driver = driverOf(code.origin({ file, value: value.callee }));
        if (driver === undefined) continue;
        report({
          at: file.at(value.callee),
          message: `This code opens the database with "${driver}".`,
          hint: 'Use the functions of "api/database.ts", such as `database.one(statement)`.',
        });
      }
    }
  },
  examples: [
    ok`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     kind: sql
      +     database_url: 'sqlite:data/weather.db'
      …
      -     auth: bearer
      +     auth: none

      // src/providers/weather/api/database.ts
      import type { Database } from 'libsql';
      import { sql } from 'drizzle-orm';
      import { DatabaseError } from 'pg';
      import { sqliteDatabase } from 'mcp-provider/sql/sqlite';
      import { auth, getCredentials } from './auth.js';

      export const database = sqliteDatabase('weather', { ...auth, getCredentials }, { users: 'shared' });
      export type Raw = Database;
      export const days = sql\`select day from days\`;
      export const failed = (error: unknown) =>
        error instanceof DatabaseError ? new DatabaseError('failed') : error;
    `,
    bad`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     kind: sql
      +     database_url: 'sqlite:data/weather.db'
      …
      -     auth: bearer
      +     auth: none

      // src/providers/weather/api/days.ts
      import Database from 'libsql';

      const database = new ‹Database›('data/weather.db');
      export const days = () => database.prepare('select day from days').all();
    `.finds('This code opens the database with "libsql".'),
    bad`
      // provider-config.yaml, changed
      -     base_url: https://api.weather.dev/v1
      +     kind: sql
      +     database_url: 'sqlite:data/weather.db'
      …
      -     auth: bearer
      +     auth: none

      // src/lib/db.ts
      import { neon } from '@neondatabase/serverless';
      import { Kysely } from 'kysely';
      import * as mssql from 'mssql';
      import oracledb from 'oracledb';
      import pg from 'pg';

      export const days = async () => [
        ‹neon›(process.env.DATABASE_URL),
        new ‹Kysely›({ dialect }),
        await ‹mssql.connect›('Server=localhost'),
        await ‹oracledb.getConnection›({ user: 'weather' }),
        new ‹pg.Pool›(),
      ];

      // src/providers/weather/api/days.ts
      export { days } from '../../../lib/db.js';
    `.finds(
      'This code opens the database with "@neondatabase/serverless".',
      'This code opens the database with "kysely".',
      'This code opens the database with "mssql".',
      'This code opens the database with "oracledb".',
      'This code opens the database with "pg".',
    ),
  ],
});

/** The files of a provider, and those of no provider that they load. */
const reachedBy = (files: readonly SourceFile[], modules: Modules): ReadonlySet<SourceFile> =>
  new Set(
    files
      .filter(({ test }) => !test)
      .flatMap((file) => [...modules.reachable(file, { dynamic: true })])
      .filter((file) => !file.test && (file.provider === undefined || files.includes(file))),
  );

/** The package with which a call opens a database. */
function driverOf(called: Origin): string | undefined {
  if (called.is !== 'external' || !DRIVERS.test(called.module)) return undefined;
  return OPENS.test(called.path.replace(/^default\./, '')) ? called.module : undefined;
}
