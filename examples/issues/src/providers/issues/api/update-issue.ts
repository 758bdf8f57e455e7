import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/update-issue.js';
import { callApi } from './client.js';

export const updateIssue: Call<typeof input, typeof output> = async (
  { owner, repo, issue_number, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'PATCH', path: path`/repos/${owner}/${repo}/issues/${issue_number}`, body },
    context,
  );
  return response.body;
};
