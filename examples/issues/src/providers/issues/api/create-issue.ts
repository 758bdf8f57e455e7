import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/create-issue.js';
import { callApi } from './client.js';

export const createIssue: Call<typeof input, typeof output> = async (
  { owner, repo, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'POST', path: path`/repos/${owner}/${repo}/issues`, body },
    context,
  );
  return response.body;
};
