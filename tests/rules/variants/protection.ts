import type { Variant } from '../variants.js';

export const variants: readonly Variant[] = [
  {
    variant: 'memo keyed by user',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

const cache = new Map<string, Awaited<ReturnType<typeof load>>>();
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
  getCredentials: async (userId) => {
    if (!cache.has(userId)) cache.set(userId, await load(userId));
    return cache.get(userId) ?? null;
  },
});
`,
    },
  },
  {
    variant: 'response cached per user',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { Unchecked } from 'mcp-provider';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const cache = new Map<string, Unchecked>();

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const key = JSON.stringify([context.principal.userId, owner, repo, issue_number]);
  const known = cache.get(key);
  if (known) return known;
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  cache.set(key, response.body);
  return response.body;
};
`,
    },
  },
  {
    variant: 'sql params',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import pg from 'pg';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const pool = new pg.Pool();

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await pool.query('SELECT * FROM issues WHERE owner = $1', [owner]);
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
    variant: 'helper encodes',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const where = (...parts: string[]) => '/repos/' + parts.map(encodeURIComponent).join('/');

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: where(owner, repo) }, context);
  return response.body;
};
`,
    },
  },
  {
    variant: 'helper with path tag',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const where = (owner: string, repo: string) => path\`/repos/\${owner}/\${repo}\`;

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: where(owner, repo) }, context);
  return response.body;
};
`,
    },
  },
  {
    variant: 'field of instance per call',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

export class Session {
  current: unknown;
  async open(userId: string): Promise<void> {
    this.current = await getCredentials(userId);
  }
}
export const openSession = async (userId: string): Promise<Session> => {
  const session = new Session();
  await session.open(userId);
  return session;
};
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
    },
  },
  {
    variant: 'counter and start time kept',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
let calls = 0;
let startedAt: number | undefined;
export const statistics = () => ({ calls, startedAt });

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  calls += 1;
  startedAt ??= Date.now();
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
    },
  },
  {
    variant: 'names variable only',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { ToolError } from 'mcp-provider';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  if (!response.body) throw new ToolError(\`Set ISSUES_TOKEN for \${context.principal.userId}.\`);
  return response.body;
};
`,
    },
  },
  {
    variant: 'env flag',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  if (process.env.ISSUES_VERBOSE === '1') console.error('called');
  return response.body;
};
`,
    },
  },
  {
    variant: 'sql tagged',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import postgres from 'postgres';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const sql = postgres();

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await sql\`SELECT * FROM issues WHERE owner = \${owner}\`;
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
      'package.json': [
        `"zod"`,
        `"postgres": "3.4.7",
    "zod"`,
      ],
    },
  },
  {
    variant: 'jitter',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
    },
  },
  {
    variant: 'timingSafeEqual',
    edits: {
      'src/hook.ts': `import { createHmac, timingSafeEqual } from 'node:crypto';
export async function isGenuine(request: Request, key: string): Promise<boolean> {
  const digest = createHmac('sha256', key).update(await request.text()).digest();
  const given = Buffer.from(request.headers.get('x-hub-signature') ?? '', 'hex');
  return given.length === digest.length && timingSafeEqual(given, digest);
}
`,
      'src/server.ts': [
        `import { providers }`,
        `import './hook.js';
import { providers }`,
      ],
    },
  },
  {
    variant: 'placeholder env',
    edits: {
      '.env.example': `# Token of the API.
ISSUES_TOKEN=your-token
`,
    },
  },
];
