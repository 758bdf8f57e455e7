import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('credentials in ToolError', 'security/secret-in-result', {
    [API_MODULE]: apiModule(
      '',
      `const credentials = await getCredentials(context.principal.userId);
  if (!credentials) throw new ToolError('No credentials');`,
      {
        result: `▶if (!response.body) throw new ToolError(\`Failed with \${credentials.token}\`);
  return response.body;`,
      },
    ),
  }),
  inIssues('credentials JSON in Error', 'security/secret-in-result', {
    [API_MODULE]: apiModule(
      '',
      'const credentials = await getCredentials(context.principal.userId);',
      {
        result: `▶if (!response.body) throw new Error('Failed: ' + JSON.stringify(credentials));
  return response.body;`,
      },
    ),
  }),
  inIssues('credentials by log wrapper', 'security/secret-in-log', {
    [API_MODULE]: apiModule(
      '▶const trace = (what: string, detail: unknown) => console.error(what, detail);',
      "const credentials = await getCredentials(context.principal.userId);\n  trace('call', credentials);",
    ),
  }),
  inIssues('credentials by runtime log', 'security/secret-in-log', {
    [API_MODULE]: apiModule(
      "import { log } from 'mcp-provider';",
      `const credentials = await getCredentials(context.principal.userId);
  ▶log('info', 'call', undefined, { token: credentials?.token });`,
    ),
  }),
  inIssues('credentials as result', 'security/secret-in-result', {
    'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { getCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const credentials = await getCredentials(context.principal.userId);
  await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  return { ...credentials, number: 1, title: 'x', state: 'open' };
};
`,
  }),
  inIssues('process.env as result', 'security/secret-in-result', {
    'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  return { number: 1, title: JSON.stringify(process.env), state: 'open' };
};
`,
  }),
];
