import { API_MODULE, apiModule, clientModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('cached Map const key', 'security/shared-state', {
    'src/providers/issues/api/client.ts': clientModule(
      `async (userId) => {
  ▶if (!cache.has('credentials')) cache.set('credentials', await load(userId));
  return cache.get('credentials') ?? null;
}`,
      'const cache = new Map<string, Awaited<ReturnType<typeof load>>>();\n',
    ),
  }),
  inIssues('response cached for all', 'security/shared-state', {
    [API_MODULE]: apiModule(
      "import type { Unchecked } from 'mcp-provider';\nconst cache = new Map<string, Unchecked>();",
      `const key = \`\${owner}/\${repo}/\${issue_number}\`;
  const known = cache.get(key);
  if (known) return known;`,
      { result: '▶cache.set(key, response.body);\n  return response.body;' },
    ),
  }),
  inIssues('credentials kept in exported const object', 'security/shared-state', {
    'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

export const session: Record<string, unknown> = {};
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
export async function warm(userId: string): Promise<void> {
  const found = await getCredentials(userId);
▶  session.latest = found;
}
`,
  }),
  inIssues('credentials by Object.assign', 'security/shared-state', {
    'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

const session = {};
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
export async function warm(userId: string): Promise<void> {
▶  Object.assign(session, await getCredentials(userId));
}
`,
  }),
  inIssues('credentials static field', 'security/shared-state', {
    'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials } from './auth.js';

export class Session {
  static current: unknown;
  static async open(userId: string): Promise<void> {
▶    Session.current = await getCredentials(userId);
  }
}
/** Sends a request with the caller's credentials. */
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
  }),
  inIssues('last response kept', 'security/shared-state', {
    [API_MODULE]: apiModule('let last: unknown;\nexport const lastIssue = () => last;', '', {
      result: '▶last = response.body;\n  return response.body;',
    }),
  }),
];
