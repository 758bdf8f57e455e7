import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

export const mutations: readonly Mutation[] = [
  inIssues('path by same-file helper', 'security/raw-path', {
    [API_MODULE]: apiModule(
      '▶const where = (owner: string, repo: string, number: number) => `/repos/${owner}/${repo}/issues/${number}`;',
      '',
      { path: 'where(owner, repo, issue_number)' },
    ),
  }),
  inIssues('path by same-file function join', 'security/raw-path', {
    [API_MODULE]: apiModule(
      `function where(parts: string[]): string {
▶  return '/repos/' + parts.join('/');
}`,
      '',
      { path: 'where([owner, repo])' },
    ),
  }),
  inIssues('path concat variable', 'security/raw-path', {
    [API_MODULE]: apiModule('', "let where = '/repos';\n  ▶where += '/' + owner;", {
      path: 'where',
    }),
  }),
  inIssues('helper in other file builds path', 'security/raw-path', {
    [API_MODULE]: apiModule("import { issuePath } from './paths.js';", '', {
      path: 'issuePath(owner, repo)',
    }),
    'src/providers/issues/api/paths.ts': `export function issuePath(owner: string, repo: string): string {
  const base = '/repos';
▶  return \`\${base}/\${owner}/\${repo}\`;
}
`,
  }),
  inIssues('helper object builds url', 'security/raw-path', {
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
  }),
];
