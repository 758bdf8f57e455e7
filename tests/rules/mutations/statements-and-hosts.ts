import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    defect: 'forged runtime paths',
    rule: 'configuration/replaced-runtime',
    project: 'issues',
    edits: {
      'tsconfig.json': `▶{ "extends": "mcp-provider/tsconfig.json", "compilerOptions": { "paths": { "mcp-provider/*": ["./src/fake/*"] } }, "include": ["src", "tests"] }
`,
      'src/fake/api.ts': `export const apiClient = () => async () => ({ body: 1 });
`,
    },
  },
  {
    defect: 'sql string',
    rule: 'security/sql-from-text',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import pg from 'pg';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const pool = new pg.Pool();

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
▶  await pool.query(\`SELECT * FROM issues WHERE owner = '\${owner}'\`);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
      'package.json': [
        `"zod"`,
        `"pg": "8.23.1",
    "zod"`,
      ],
    },
  },
  {
    defect: 'sql helper',
    rule: 'security/sql-from-text',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import pg from 'pg';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const pool = new pg.Pool();
▶const find = (owner: string) => pool.query('SELECT * FROM issues WHERE owner = ' + owner);

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await find(owner);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
      'package.json': [
        `"zod"`,
        `"pg": "8.23.1",
    "zod"`,
      ],
    },
  },
  {
    defect: 'redirect follow',
    rule: 'security/followed-redirect',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

export const callApi = apiClient(
  PROVIDER_NAME,
  { ...auth, getCredentials },
▶  { fetch: (url, init) => fetch(url, { ...init, redirect: 'follow' }) },
);
`,
    },
  },
  {
    defect: 'cors reflect',
    rule: 'security/reflected-origin',
    project: 'issues',
    edits: {
      'src/hook.ts': `import type { Route } from 'mcp-provider/server';
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
`,
      'src/server.ts': [
        `import { providers }`,
        `import { hook } from './hook.js';
import { providers }`,
      ],
    },
  },
  {
    defect: 'sql sqlite',
    rule: 'security/sql-from-text',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { DatabaseSync } from 'node:sqlite';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const db = new DatabaseSync(':memory:');

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
▶  db.prepare(\`UPDATE issues SET title = '\${repo}' WHERE owner = ?\`).run(owner);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'sql variable',
    rule: 'security/sql-from-text',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import pg from 'pg';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const pool = new pg.Pool();

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  let sql = 'SELECT * FROM issues';
  if (owner) sql += \` WHERE owner = '\${owner}'\`;
▶  await pool.query(sql);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
      'package.json': [
        `"zod"`,
        `"pg": "8.23.1",
    "zod"`,
      ],
    },
  },
];
