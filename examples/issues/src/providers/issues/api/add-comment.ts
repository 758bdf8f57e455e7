import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/add-comment.js';
import { callApi } from './client.js';

export const addComment: Call<typeof input, typeof output> = async (
  { owner, repo, issue_number, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'POST', path: path`/repos/${owner}/${repo}/issues/${issue_number}/comments`, body },
    context,
  );
  return response.body;
};
