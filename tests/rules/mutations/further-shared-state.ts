import { API_MODULE, apiModule, clientModule } from '../api-module.js';
import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    defect: 'cached Map const key',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': clientModule(
        `async (userId) => {
  ▶if (!cache.has('credentials')) cache.set('credentials', await load(userId));
  return cache.get('credentials') ?? null;
}`,
        'const cache = new Map<string, Awaited<ReturnType<typeof load>>>();\n',
      ),
    },
  },
  {
    defect: 'response cached for all',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        "import type { Unchecked } from 'mcp-provider';\nconst cache = new Map<string, Unchecked>();",
        `const key = \`\${owner}/\${repo}/\${issue_number}\`;
  const known = cache.get(key);
  if (known) return known;`,
        { result: '▶cache.set(key, response.body);\n  return response.body;' },
      ),
    },
  },
  {
    defect: 'credentials kept in exported const object',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
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
    },
  },
  {
    defect: 'credentials by Object.assign',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
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
    },
  },
  {
    defect: 'credentials static field',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
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
    },
  },
  {
    defect: 'last response kept',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule('let last: unknown;\nexport const lastIssue = () => last;', '', {
        result: '▶last = response.body;\n  return response.body;',
      }),
    },
  },
];
