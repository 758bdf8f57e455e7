import { API_MODULE, apiModule, clientModule, module, WITH_PG } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

export const variants: readonly Variant[] = [
  variant('memo keyed by user', {
    'src/providers/issues/api/client.ts': clientModule(
      `async (userId) => {
  if (!cache.has(userId)) cache.set(userId, await load(userId));
  return cache.get(userId) ?? null;
}`,
      'const cache = new Map<string, Awaited<ReturnType<typeof load>>>();\n',
    ),
  }),
  variant('response cached per user', {
    [API_MODULE]: apiModule(
      "import type { Unchecked } from 'mcp-provider';\nconst cache = new Map<string, Unchecked>();",
      `const key = JSON.stringify([context.principal.userId, owner, repo, issue_number]);
  const known = cache.get(key);
  if (known) return known;`,
      { result: 'cache.set(key, response.body);\n  return response.body;' },
    ),
  }),
  variant('sql params', {
    [API_MODULE]: apiModule(
      "import pg from 'pg';\nconst pool = new pg.Pool();",
      "await pool.query('SELECT * FROM issues WHERE owner = $1', [owner]);",
    ),
    ...WITH_PG,
  }),
  variant('helper encodes', {
    [API_MODULE]: apiModule(
      "const where = (...parts: string[]) => '/repos/' + parts.map(encodeURIComponent).join('/');",
      '',
      { path: 'where(owner, repo)' },
    ),
  }),
  variant('helper with path tag', {
    [API_MODULE]: apiModule(
      'const where = (owner: string, repo: string) => path`/repos/${owner}/${repo}`;',
      '',
      { path: 'where(owner, repo)' },
    ),
  }),
  variant('field of instance per call', {
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
  }),
  variant('counter and start time kept', {
    [API_MODULE]: apiModule(
      `let calls = 0;
let startedAt: number | undefined;
export const statistics = () => ({ calls, startedAt });`,
      'calls += 1;\n  startedAt ??= Date.now();',
    ),
  }),
  variant('names variable only', {
    [API_MODULE]: apiModule('', '', {
      result: `if (!response.body) throw new ToolError(\`Set ISSUES_TOKEN for \${context.principal.userId}.\`);
  return response.body;`,
    }),
  }),
  variant('env flag', {
    [API_MODULE]: apiModule('', '', {
      result:
        "if (process.env.ISSUES_VERBOSE === '1') console.error('called');\n  return response.body;",
    }),
  }),
  variant('sql tagged', {
    [API_MODULE]: apiModule(
      "import postgres from 'postgres';\nconst sql = postgres();",
      'await sql`SELECT * FROM issues WHERE owner = ${owner}`;',
    ),
    'package.json': [
      `"zod"`,
      `"postgres": "3.4.7",
    "zod"`,
    ],
  }),
  variant('jitter', {
    [API_MODULE]: apiModule(
      '',
      'await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));',
    ),
  }),
  variant('timingSafeEqual', {
    ...module(`import { createHmac, timingSafeEqual } from 'node:crypto';
export async function isGenuine(request: Request, key: string): Promise<boolean> {
  const digest = createHmac('sha256', key).update(await request.text()).digest();
  const given = Buffer.from(request.headers.get('x-hub-signature') ?? '', 'hex');
  return given.length === digest.length && timingSafeEqual(given, digest);
}
`),
  }),
  variant('placeholder env', {
    '.env.example': `# Token of the API.
ISSUES_TOKEN=your-token
`,
  }),
];
