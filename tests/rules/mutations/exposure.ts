import { API_MODULE, apiModule } from '../api-module.js';
import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    defect: 'credentials in ToolError',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        '',
        `const credentials = await getCredentials(context.principal.userId);
  if (!credentials) throw new ToolError('No credentials');`,
        {
          result: `▶if (!response.body) throw new ToolError(\`Failed with \${credentials.token}\`);
  return response.body;`,
        },
      ),
    },
  },
  {
    defect: 'credentials JSON in Error',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        '',
        'const credentials = await getCredentials(context.principal.userId);',
        {
          result: `▶if (!response.body) throw new Error('Failed: ' + JSON.stringify(credentials));
  return response.body;`,
        },
      ),
    },
  },
  {
    defect: 'credentials by log wrapper',
    rule: 'security/secret-in-log',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        '▶const trace = (what: string, detail: unknown) => console.error(what, detail);',
        "const credentials = await getCredentials(context.principal.userId);\n  trace('call', credentials);",
      ),
    },
  },
  {
    defect: 'credentials by runtime log',
    rule: 'security/secret-in-log',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        "import { log } from 'mcp-provider';",
        `const credentials = await getCredentials(context.principal.userId);
  ▶log('info', 'call', undefined, { token: credentials?.token });`,
      ),
    },
  },
  {
    defect: 'credentials as result',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
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
    },
  },
  {
    defect: 'process.env as result',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  return { number: 1, title: JSON.stringify(process.env), state: 'open' };
};
`,
    },
  },
];
