import { API_MODULE, apiModule, clientModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    ...inIssues('own getCredentials ignores user', 'contract/own-credentials', {
      'src/providers/issues/api/auth.ts': `import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });
export const { saveCredentials, signOut } = auth;
▶export const getCredentials = (_userId: string) => auth.getCredentials('local');
`,
    }),
    also: 'configuration/lost-export',
  },
  inIssues('getCredentials without await used', 'contract/unawaited-credentials', {
    [API_MODULE]: apiModule(
      '',
      "▶if (!getCredentials(context.principal.userId)) throw new ToolError('Sign in.');",
    ),
  }),
  inIssues('swallowed credentials error', 'contract/unawaited-credentials', {
    'src/providers/issues/api/client.ts': clientModule(
      '▶(userId) => load(userId).catch(() => null)',
    ),
  }),
  inIssues('raw fetch fallback', 'contract/unauthenticated-call', {
    'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const response = await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context).catch(() => undefined);
▶  return response?.body ?? (await (await fetch(\`https://api.github.com/repos/\${encodeURIComponent(owner)}\`)).json());
};
`,
  }),
  inIssues('renamed request', 'contract/unauthenticated-call', {
    [API_MODULE]: apiModule("import https from 'node:https';", '', {
      result: `const send = https.get;
  ▶send('https://api.github.com/zen');
  return response.body;`,
    }),
  }),
  inIssues('swapped save', 'contract/own-credentials', {
    [API_MODULE]: apiModule(
      "import { saveCredentials } from './auth.js';",
      '▶await saveCredentials({ token: owner } as never, context.principal.userId as never);',
    ),
  }),
  inIssues('swallowed try', 'contract/unawaited-credentials', {
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
  }),
];
