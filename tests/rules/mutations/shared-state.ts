import { clientModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('cached let ??=', 'security/shared-state', {
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
  }),
  inIssues('cached untyped let ??=', 'security/shared-state', {
    'src/providers/issues/api/client.ts': clientModule(
      '▶async (userId) => (cached ??= await load(userId))',
      'let cached;\n',
    ),
  }),
  inIssues('cached promise', 'security/shared-state', {
    'src/providers/issues/api/client.ts': clientModule(
      `(userId) => {
  ▶if (!pending) pending = load(userId);
  return pending;
}`,
      'let pending: ReturnType<typeof load> | undefined;\n',
    ),
  }),
  inIssues('cached singleton field', 'security/shared-state', {
    'src/providers/issues/api/client.ts': clientModule(
      '(userId) => session.credentials(userId)',
      `class Session {
  current: unknown;
  async credentials(userId: string) {
▶    this.current ??= await load(userId);
    return this.current as Awaited<ReturnType<typeof load>>;
  }
}
const session = new Session();
`,
    ),
  }),
  inIssues('cached object field', 'security/shared-state', {
    'src/providers/issues/api/client.ts': clientModule(
      `async (userId) => {
  ▶state.credentials = state.credentials ?? (await load(userId));
  return state.credentials;
}`,
      'const state: { credentials?: Awaited<ReturnType<typeof load>> } = {};\n',
    ),
  }),
  inIssues('cached globalThis', 'security/shared-state', {
    'src/providers/issues/api/client.ts': clientModule(
      '▶async (userId) => (shared.credentials ??= await load(userId))',
      'const shared = globalThis as { credentials?: Awaited<ReturnType<typeof load>> };\n',
    ),
  }),
];
