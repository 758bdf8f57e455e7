import { API_MODULE, apiModule } from '../api-module.js';
import type { Mutation } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  {
    defect: 'env secret as result',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  return { number: 1, title: process.env.ISSUES_TOKEN ?? '', state: 'open' };
};
`,
    },
  },
  {
    defect: '0644 secret',
    rule: 'security/readable-secret',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        "import { writeFileSync } from 'node:fs';",
        `const credentials = await getCredentials(context.principal.userId);
  ▶writeFileSync('/tmp/issues.json', JSON.stringify(credentials), { mode: 0o644 });`,
      ),
    },
  },
  {
    defect: 'token in query',
    rule: 'security/secret-in-url',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { getCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  const credentials = await getCredentials(context.principal.userId);
▶  const response = await callApi({ method: 'GET', path: '/issues', query: { access_token: credentials?.token } }, context);
  return response.body;
};
`,
    },
  },
  {
    defect: 'credentials in structured error',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        `function fail(text: string, detail: object): never {
▶  throw new ToolError(\`\${text}: \${JSON.stringify(detail)}\`);
}`,
        'const credentials = await getCredentials(context.principal.userId);',
        {
          result: "if (!response.body) fail('no body', { credentials });\n  return response.body;",
        },
      ),
    },
  },
  {
    defect: 'env dump',
    rule: 'security/secret-in-result',
    project: 'issues',
    edits: {
      'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
  const env = Object.entries(process.env);
▶  return { number: 1, title: env.map(([key, value]) => \`\${key}=\${value}\`).join(), state: 'open' };
};
`,
    },
  },
  {
    defect: 'log of headers',
    rule: 'security/secret-in-log',
    project: 'issues',
    edits: {
      [API_MODULE]: apiModule(
        '',
        `const credentials = await getCredentials(context.principal.userId);
  const headers = { authorization: \`Bearer \${credentials?.token}\` };
  ▶console.error('sending', headers);`,
      ),
    },
  },
];
