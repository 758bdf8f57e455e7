import { API_MODULE, apiModule } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

/** Files of a provider as people write them. */
export const variants: readonly Variant[] = [
  variant('by hand: namespace import of runtime', {
    'src/providers/issues/api/get-issue.ts': `import * as runtime from 'mcp-provider/api';
import type * as tool from '../tools/get-issue.js';
import * as client from './client.js';

export const getIssue: runtime.Call<typeof tool.input, typeof tool.output> = async ({ owner, repo, issue_number }, context) => {
  const { body } = await client.callApi({ method: 'GET', path: runtime.path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return body;
};
`,
  }),
  variant('by hand: barrel of api', {
    'src/providers/issues/api/index.ts': `export { addComment } from './add-comment.js';
export { createIssue } from './create-issue.js';
export * from './get-issue.js';
export * as list from './list-issues.js';
`,
    'src/providers/issues/tools/get-issue.ts': [
      `import { getIssue } from '../api/get-issue.js';`,
      `import { getIssue } from '../api/index.js';`,
    ],
  }),
  variant('by hand: fetch wrapper of own', {
    'src/providers/issues/api/client.ts': `import { ToolError } from 'mcp-provider';
import type { CallContext } from 'mcp-provider';
import { getCredentials } from './auth.js';

const BASE = new URL('https://api.github.com/');

export interface Request { method: 'GET' | 'POST' | 'PATCH'; path: string; body?: unknown; query?: Record<string, unknown> }

/** Sends one request for the caller. */
export async function callApi({ method, path, body, query = {} }: Request, { principal, signal }: CallContext): Promise<{ body: never; headers: Headers; status: number }> {
  const credentials = await getCredentials(principal.userId);
  if (credentials === null) throw new ToolError('Sign in first.');
  const url = new URL(path, BASE);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
  const headers = new Headers({ accept: 'application/json', authorization: \`Bearer \${credentials.token}\` });
  if (body !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(url, { method, headers, redirect: 'error', signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]), ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (!response.ok) throw new ToolError(\`The API responded with \${response.status}.\`);
  return { body: (await response.json()) as never, headers: response.headers, status: response.status };
}
`,
    'src/providers/issues/api/list-issues.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/list-issues.js';
import { callApi } from './client.js';

export const listIssues: Call<typeof input, typeof output> = async ({ owner, repo, ...query }, context) => ({
  issues: (await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues\`, query }, context)).body,
});
`,
    'src/providers/issues/api/read-readme.ts': `import type { ResourceDefinition } from 'mcp-provider';
import { path } from 'mcp-provider/api';
import { callApi } from './client.js';

export const readReadme: ResourceDefinition['read'] = async ({ owner = '', repo = '' }, context) =>
  JSON.stringify((await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/readme\` }, context)).body);
`,
  }),
  variant('by hand: paths by URL and searchParams', {
    [API_MODULE]: apiModule(
      "const BASE = 'https://api.github.com';",
      `const url = new URL('/search/issues', BASE);
  url.searchParams.set('q', \`repo:\${owner}/\${repo}\`);
  url.searchParams.append('per_page', '1');
  void url;`,
    ),
  }),
  variant('by hand: collected in Promise.all', {
    [API_MODULE]: apiModule('', '', {
      result: `const more = await Promise.all([1, 2].map((page) => callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues\`, query: { page } }, context)));
  void more;
  return response.body;`,
    }),
  }),
  variant('by hand: error mapping', {
    [API_MODULE]: apiModule(
      '',
      'if (issue_number > 1_000_000) throw new ToolError(`There is no issue ${issue_number} in ${owner}/${repo}.`);',
    ),
  }),
  variant('by hand: try/finally and rethrow with cause', {
    [API_MODULE]: apiModule('', '', {
      result: `try {
    return response.body;
  } finally {
    context.progress?.({ progress: 1, total: 1 });
  }`,
    }),
  }),
  variant('by hand: auth with own cache by user', {
    'src/providers/issues/api/auth.ts': `import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });
export const { saveCredentials, signOut } = auth;
type Loaded = ReturnType<typeof auth.getCredentials>;
const inFlight = new Map<string, Loaded>();

export function getCredentials(userId: string): Loaded {
  let promise = inFlight.get(userId);
  if (!promise) {
    promise = auth.getCredentials(userId).finally(() => inFlight.delete(userId));
    inFlight.set(userId, promise);
  }
  return promise;
}
`,
  }),
  variant('by hand: exported by list and renamed', {
    'src/providers/issues/api/auth.ts': `import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });
const load = auth.getCredentials;
const { saveCredentials: save, signOut } = auth;

export { auth, load as getCredentials, save as saveCredentials, signOut };
`,
  }),
  variant('by hand: satisfies on contract', {
    'src/providers/issues/server-auth.ts': `import type { AuthServer, AuthServerOptions } from 'mcp-provider/auth';
import { signInForm } from 'mcp-provider/auth';
import { auth } from './api/auth.js';

export const runAuthServer = signInForm(auth) satisfies (options: AuthServerOptions) => Promise<AuthServer>;
`,
  }),
  variant('by hand: tool with schema in other file', {
    'src/providers/issues/tools/shapes.ts': `import { integer } from 'mcp-provider';
import * as z from 'zod';
export const repoArgs = { owner: z.string().min(1).describe('Account that owns the repository.'), repo: z.string().min(1).describe('Name of the repository.') } as const;
export const issueArgs = z.object({ ...repoArgs, issue_number: integer().min(1).describe('Number of the issue.') });
export type IssueArgs = z.output<typeof issueArgs>;
`,
    'src/providers/issues/tools/get-issue.ts': [
      [
        `export const input = z.object({
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  issue_number: integer().min(1).describe('Number of the issue.'),
});`,
        'export const input = issueArgs;',
      ],
      [
        `import { tool } from '../mcp-instance.js';`,
        `import { tool } from '../mcp-instance.js';
import { issueArgs } from './shapes.js';`,
      ],
    ],
  }),
];
