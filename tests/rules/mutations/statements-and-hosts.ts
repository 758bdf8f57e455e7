import { API_MODULE, apiModule, module, WITH_PG } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    ...inIssues('forged runtime paths', 'configuration/replaced-runtime', {
      'tsconfig.json': `▶{ "extends": "mcp-provider/tsconfig.json", "compilerOptions": { "paths": { "mcp-provider/*": ["./src/fake/*"] } }, "include": ["src", "tests"] }
`,
      'src/fake/api.ts': `export const apiClient = () => async (body: unknown) => ({ body });
`,
    }),
    also: 'configuration/lost-export',
  },
  inIssues('sql string', 'security/sql-from-text', {
    [API_MODULE]: apiModule(
      "import pg from 'pg';\nconst pool = new pg.Pool();",
      "▶await pool.query(`SELECT * FROM issues WHERE owner = '${owner}'`);",
    ),
    ...WITH_PG,
  }),
  inIssues('sql helper', 'security/sql-from-text', {
    [API_MODULE]: apiModule(
      `import pg from 'pg';
const pool = new pg.Pool();
▶const find = (owner: string) => pool.query('SELECT * FROM issues WHERE owner = ' + owner);`,
      'await find(owner);',
    ),
    ...WITH_PG,
  }),
  inIssues('redirect follow', 'security/followed-redirect', {
    'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

export const callApi = apiClient(
  PROVIDER_NAME,
  { ...auth, getCredentials },
▶  { fetch: (url, init) => fetch(url, { ...init, redirect: 'follow' }) },
);
`,
  }),
  inIssues('cors reflect', 'security/reflected-origin', {
    ...module(`import type { Route } from 'mcp-provider/server';
export const hook: Route = {
  path: '/hook',
  handle: async (request) =>
    new Response('ok', {
      headers: {
▶        'access-control-allow-origin': request.headers.get('origin') ?? '',
        'access-control-allow-credentials': 'true',
      },
    }),
};
`),
  }),
  inIssues('sql sqlite', 'security/sql-from-text', {
    [API_MODULE]: apiModule(
      "import { DatabaseSync } from 'node:sqlite';\nconst db = new DatabaseSync(':memory:');",
      "▶db.prepare(`UPDATE issues SET title = '${repo}' WHERE owner = ?`).run(owner);",
    ),
  }),
  inIssues('sql variable', 'security/sql-from-text', {
    [API_MODULE]: apiModule(
      "import pg from 'pg';\nconst pool = new pg.Pool();",
      `let sql = 'SELECT * FROM issues';
  if (owner) sql += \` WHERE owner = '\${owner}'\`;
  ▶await pool.query(sql);`,
    ),
    ...WITH_PG,
  }),
];
