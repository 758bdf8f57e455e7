import type { Edit } from './mutate.js';

export const API_MODULE = 'src/providers/issues/api/get-issue.ts';

export interface ApiModule {
  /** Of the request. */
  path?: string;
  result?: string;
}

/** An API module of the golden project "issues": what is declared above, and what is done before the request. */
export const apiModule = (above: string, body: string, of: ApiModule = {}): string =>
  `import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import { ToolError } from 'mcp-provider';
import { getCredentials } from './auth.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';
${above}
export const getIssue: Call<typeof input, typeof output> = async ({ owner, repo, issue_number }, context) => {
  ${body}
  const response = await callApi({ method: 'GET', path: ${of.path ?? 'path`/repos/${owner}/${repo}/issues/${issue_number}`'} }, context);
  ${of.result ?? 'return response.body;'}
};
`;

/** `api/client.ts` with a `getCredentials` of its own. */
export const clientModule = (getCredentials: string, above = ''): string =>
  `import { apiClient } from 'mcp-provider/api';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth, getCredentials as load } from './auth.js';

${above}export const callApi = apiClient(PROVIDER_NAME, { ...auth, getCredentials: ${getCredentials} });
`;

/** `api/auth.ts` with a `getCredentials` of its own. */
export const authModule = (getCredentials: string): string =>
  `import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });
export const { saveCredentials, signOut } = auth;
${getCredentials}
`;

/** A module of the project beside the providers. */
export const module = (text: string): Record<string, string | Edit> => ({
  'src/extra.ts': text,
  'src/server.ts': ['import ', "import './extra.js';\nimport "],
});

/** The project depends on "pg", too. */
export const WITH_PG: Record<string, Edit> = {
  'package.json': ['"zod"', '"pg": "8.23.1",\n    "zod"'],
};
