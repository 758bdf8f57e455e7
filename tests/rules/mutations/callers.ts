import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    defect: 'path by same-file helper',
    rule: 'security/raw-path',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
▶const where = (owner: string, repo: string, number: number) => \`/repos/\${owner}/\${repo}/issues/\${number}\`;

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: where(owner, repo, issue_number) }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'path by same-file function join',
    rule: 'security/raw-path',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
function where(parts: string[]): string {
▶  return '/repos/' + parts.join('/');
}

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: where([owner, repo]) }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'path concat variable',
    rule: 'security/raw-path',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  let where = '/repos';
▶  where += '/' + owner;
  const response = await callApi({ method: 'GET', path: where }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'user from argument ??',
    rule: 'security/argument-as-user',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const user = owner ?? context.principal.userId;
▶  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, { ...context, principal: { ...context.principal, userId: user } });
  return response.body;
};
`,
    },
  },
  {
    defect: 'getCredentials(arg ?? user)',
    rule: 'security/argument-as-user',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { getCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
▶  const credentials = await getCredentials(owner ?? context.principal.userId);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return credentials ? response.body : response.body;
};
`,
    },
  },
  {
    defect: 'getCredentials(ternary)',
    rule: 'security/argument-as-user',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { getCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const id = owner.startsWith('u:') ? owner.slice(2) : context.principal.userId;
▶  await getCredentials(id);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'cached let ??=',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

let cached: Awaited<ReturnType<typeof load>> | undefined;
async function getCredentials(userId: string) {
▶  cached ??= await load(userId);
  return cached;
}

export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
    },
  },
  {
    defect: 'cached untyped let ??=',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

let cached;
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
▶  getCredentials: async (userId) => (cached ??= await load(userId)),
});
`,
    },
  },
  {
    defect: 'cached promise',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

let pending: ReturnType<typeof load> | undefined;
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
  getCredentials: (userId) => {
▶    if (!pending) pending = load(userId);
    return pending;
  },
});
`,
    },
  },
  {
    defect: 'cached singleton field',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

class Session {
  current: unknown;
  async credentials(userId: string) {
▶    this.current ??= await load(userId);
    return this.current as Awaited<ReturnType<typeof load>>;
  }
}
const session = new Session();
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
  getCredentials: (userId) => session.credentials(userId),
});
`,
    },
  },
  {
    defect: 'cached object field',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

const state: { credentials?: Awaited<ReturnType<typeof load>> } = {};
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
  getCredentials: async (userId) => {
▶    state.credentials = state.credentials ?? (await load(userId));
    return state.credentials;
  },
});
`,
    },
  },
  {
    defect: 'cached globalThis',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

const shared = globalThis as { credentials?: Awaited<ReturnType<typeof load>> };
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
▶  getCredentials: async (userId) => (shared.credentials ??= await load(userId)),
});
`,
    },
  },
  {
    defect: 'cached Map const key',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

const cache = new Map<string, Awaited<ReturnType<typeof load>>>();
export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
  getCredentials: async (userId) => {
▶    if (!cache.has('credentials')) cache.set('credentials', await load(userId));
    return cache.get('credentials') ?? null;
  },
});
`,
    },
  },
  {
    defect: 'own getCredentials ignores user',
    rule: 'contract/own-credentials',
    project: 'issues',
    edits: {
      'src/providers/issues/api/auth.ts': `import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });
export const { saveCredentials, signOut } = auth;
▶export const getCredentials = (_userId: string) => auth.getCredentials('local');
`,
    },
  },
  {
    defect: 'getCredentials without await used',
    rule: 'contract/unawaited-credentials',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { ToolError } from 'mcp-provider';
import { getCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
▶  if (!getCredentials(context.principal.userId)) throw new ToolError('Sign in.');
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'swallowed credentials error',
    rule: 'contract/unawaited-credentials',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

export const callApi = apiClient(PROVIDER_NAME, {
  ...auth,
▶  getCredentials: (userId) => load(userId).catch(() => null),
});
`,
    },
  },
  {
    defect: 'response cached for all',
    rule: 'security/shared-state',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { Unchecked } from 'mcp-provider';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const cache = new Map<string, Unchecked>();

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const key = \`\${owner}/\${repo}/\${issue_number}\`;
  const known = cache.get(key);
  if (known) return known;
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  cache.set(key, response.body);
  return response.body;
};
`,
    },
  },
  {
    defect: 'raw fetch fallback',
    rule: 'contract/unauthenticated-call',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context).catch(() => undefined);
▶  return response?.body ?? (await (await fetch(\`https://api.github.com/repos/\${encodeURIComponent(owner)}\`)).json());
};
`,
    },
  },
  {
    defect: 'renamed request',
    rule: 'contract/unauthenticated-call',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import https from 'node:https';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  const send = https.get;
▶  send('https://api.github.com/zen');
  return response.body;
};
`,
    },
  },
  {
    defect: 'swapped save',
    rule: 'contract/own-credentials',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { saveCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
▶  await saveCredentials({ token: owner } as never, context.principal.userId as never);
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'helper in other file builds path',
    rule: 'security/raw-path',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { issuePath } from './paths.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: issuePath(owner, repo) }, context);
  return response.body;
};
`,
      'src/providers/issues/api/paths.ts': `export function issuePath(owner: string, repo: string): string {
  const base = '/repos';
▶  return \`\${base}/\${owner}/\${repo}\`;
}
`,
    },
  },
  {
    defect: 'helper object builds url',
    rule: 'security/raw-path',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
▶const requestFor = (owner: string, repo: string) => ({ method: 'GET' as const, path: '/repos/' + owner + '/' + repo });

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi(requestFor(owner, repo), context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'user by destructuring default',
    rule: 'security/argument-as-user',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const { userId = owner } = { userId: owner };
▶  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, { ...context, principal: { ...context.principal, userId } });
  return response.body;
};
`,
    },
  },
  {
    defect: 'user by helper',
    rule: 'security/argument-as-user',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { CallContext } from 'mcp-provider';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
const actAs = (context: CallContext, userId: string): CallContext => ({ ...context, principal: { ...context.principal, userId } });

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
▶  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, actAs(context, owner));
  return response.body;
};
`,
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
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
let last: unknown;
export const lastIssue = () => last;

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  last = response.body;
  return response.body;
};
`,
    },
  },
  {
    defect: 'memoize helper constant',
    rule: 'contract/unauthenticated-call',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

function once<T>(task: (userId: string) => Promise<T>) {
  let result: Promise<T> | undefined;
  return (userId: string) => (result ??= task(userId));
}
const getCredentials = once(load);
▶export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
    },
  },
  {
    defect: 'swallowed try',
    rule: 'contract/unawaited-credentials',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

async function getCredentials(userId: string) {
  try {
▶    return await load(userId);
  } catch {
    return null;
  }
}
export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials });
`,
    },
  },
];
