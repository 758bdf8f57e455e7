import { API_MODULE, apiModule, clientModule } from '../api-module.js';
import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
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
      [API_MODULE]: apiModule(
        '',
        "▶if (!getCredentials(context.principal.userId)) throw new ToolError('Sign in.');",
      ),
    },
  },
  {
    defect: 'swallowed credentials error',
    rule: 'contract/unawaited-credentials',
    project: 'issues',
    edits: {
      'src/providers/issues/api/client.ts': clientModule(
        '▶(userId) => load(userId).catch(() => null)',
      ),
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
      [API_MODULE]: apiModule("import https from 'node:https';", '', {
        result: `const send = https.get;
  ▶send('https://api.github.com/zen');
  return response.body;`,
      }),
    },
  },
  {
    defect: 'swapped save',
    rule: 'contract/own-credentials',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        "import { saveCredentials } from './auth.js';",
        '▶await saveCredentials({ token: owner } as never, context.principal.userId as never);',
      ),
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
