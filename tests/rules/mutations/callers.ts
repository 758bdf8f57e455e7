import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('user from argument ??', 'security/argument-as-user', {
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
  }),
  inIssues('getCredentials(arg ?? user)', 'security/argument-as-user', {
    [API_MODULE]: apiModule(
      '',
      '▶const credentials = await getCredentials(owner ?? context.principal.userId);',
      { result: 'return credentials ? response.body : response.body;' },
    ),
  }),
  inIssues('getCredentials(ternary)', 'security/argument-as-user', {
    [API_MODULE]: apiModule(
      '',
      `const id = owner.startsWith('u:') ? owner.slice(2) : context.principal.userId;
  ▶await getCredentials(id);`,
    ),
  }),
  inIssues('user by destructuring default', 'security/argument-as-user', {
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
  }),
  inIssues('user by helper', 'security/argument-as-user', {
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
  }),
];
