import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('env secret as result', 'security/secret-in-result', {
    'src/providers/issues/api/get-issue.ts': `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  await callApi({ method: 'GET', path: path\`/repos/\${owner}/\${repo}/issues/\${issue_number}\` }, context);
▶  return { number: 1, title: process.env.ISSUES_TOKEN ?? '', state: 'open' };
};
`,
  }),
  inIssues('0644 secret', 'security/readable-secret', {
    [API_MODULE]: apiModule(
      "import { writeFileSync } from 'node:fs';",
      `const credentials = await getCredentials(context.principal.userId);
  ▶writeFileSync('/tmp/issues.json', JSON.stringify(credentials), { mode: 0o644 });`,
    ),
  }),
  inIssues('token in query', 'security/secret-in-url', {
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
  }),
  inIssues('credentials in structured error', 'security/secret-in-result', {
    [API_MODULE]: apiModule(
      `function fail(text: string, detail: object): never {
▶  throw new ToolError(\`\${text}: \${JSON.stringify(detail)}\`);
}`,
      'const credentials = await getCredentials(context.principal.userId);',
      {
        result: "if (!response.body) fail('no body', { credentials });\n  return response.body;",
      },
    ),
  }),
  inIssues('env dump', 'security/secret-in-result', {
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
  }),
  inIssues('log of headers', 'security/secret-in-log', {
    [API_MODULE]: apiModule(
      '',
      `const credentials = await getCredentials(context.principal.userId);
  const headers = { authorization: \`Bearer \${credentials?.token}\` };
  ▶console.error('sending', headers);`,
    ),
  }),
];
