import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { localPrincipal } from '../../runtime/src/identity/principal.js';
import { closeProject, openProject } from '../../runtime/src/project/project.js';
import { mysqlDatabase } from '../../runtime/src/sql/mysql.js';
import { postgresDatabase } from '../../runtime/src/sql/postgres.js';
import { sqliteDatabase } from '../../runtime/src/sql/sqlite.js';
import { testContext } from '../../runtime/tests/context.js';
import { draftTools } from '../../src/database/import.js';
import type { DatabaseCatalog, TableScope } from '../../src/database/model.js';
import { readCatalog } from '../../src/database/read.js';
import { isScoped, tablesForLock } from '../../src/database/scope.js';
import { databaseTarget } from '../../src/database/url.js';
import type { Served } from './servers.js';

const FACTORIES = { postgres: postgresDatabase, mysql: mysqlDatabase, sqlite: sqliteDatabase };
const SCOPE: TableScope = { users: 'parameter', userColumn: 'owner', sharedTables: [] };
const { signal } = new AbortController();

export const catalogOf = ({ url }: Served) =>
  readCatalog(databaseTarget(url, { env: {}, folder: '/' }), signal);

/** Calls the tools of imported tables, by the key of each. @param url with the login */
export function callerOf(
  { dialect, tables: all }: DatabaseCatalog,
  url: string,
  login = new URL(url).username,
  scope: TableScope = SCOPE,
) {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  const { password } = new URL(url);
  const bare = url.replace(/\/\/[^@/]*@/, '//');
  const entry = { kind: 'sql', name: 'T', description: 'T', auth: 'basic', database_url: bare };
  writeFileSync(join(folder, 'provider-config.yaml'), JSON.stringify({ providers: { db: entry } }));
  const project = openProject(folder);
  const auth = {
    getCredentials: async () => ({ username: login, password: password || 'none' }),
    authorize: () => {},
  };
  const database = FACTORIES[dialect]('db', auth, { users: scope.users as 'parameter' });
  onTestFinished(async () => {
    await Promise.all([...project.ending].map((end) => end()));
    closeProject(project);
    rmSync(folder, { recursive: true });
  });
  const tables = tablesForLock(all, scope).filter((table) => isScoped(table, scope));
  const { drafts } = draftTools(tables, { dialect, tables: all }, scope, []);
  const tools = drafts.map(({ key, tool: { query, annotations } }) => {
    const [text, then] = [query.statement, query.then] as ('select 1' | undefined)[];
    const options = then === undefined ? {} : { then };
    const shared = query.shared === true;
    const run = annotations
      ? database.change(text ?? 'select 1', options)
      : key.endsWith('.list')
        ? database.page('rows', (text ?? 'select 1') as never, {
            ...(query.by && { by: query.by }),
            shared,
          })
        : database.one(text ?? 'select 1', { shared });
    return [key, run] as const;
  });
  return async (user: string, key: string, args: object = {}): Promise<unknown> => {
    const run = new Map(tools).get(key) as ((...args: unknown[]) => Promise<unknown>) | undefined;
    if (!run) return 'There is no such tool.';
    const context = testContext({ principal: localPrincipal(user), signal });
    const result = await run({ limit: 10, ...args }, context).catch((error: unknown) => error);
    return result instanceof Error ? result.message : result;
  };
}
