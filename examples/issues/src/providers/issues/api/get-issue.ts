import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async (
  { owner, repo, issue_number },
  context,
) => {
  const response = await callApi(
    { method: 'GET', path: path`/repos/${owner}/${repo}/issues/${issue_number}` },
    context,
  );
  return response.body;
};
