import { API_MODULE, apiModule } from '../api-module.js';
import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
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
      [API_MODULE]: apiModule(
        '',
        '▶const credentials = await getCredentials(owner ?? context.principal.userId);',
        { result: 'return credentials ? response.body : response.body;' },
      ),
    },
  },
  {
    defect: 'getCredentials(ternary)',
    rule: 'security/argument-as-user',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        '',
        `const id = owner.startsWith('u:') ? owner.slice(2) : context.principal.userId;
  ▶await getCredentials(id);`,
      ),
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
];
