import type { Modules, Origin } from '../../model/code.js';
import type { SourceFile } from '../../model/project.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';

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
