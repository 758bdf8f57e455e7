import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, linkPages, path } from 'mcp-provider/api';
import type { input, output } from '../tools/list-issues.js';
import { callApi } from './client.js';

export const listIssues: Call<typeof input, typeof output> = async (
  { owner, repo, limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: path`/repos/${owner}/${repo}/issues`, query };
  const page = linkPages();
  const items = await collect(callApi, request, context, { limit, page });
  return { issues: items };
};
