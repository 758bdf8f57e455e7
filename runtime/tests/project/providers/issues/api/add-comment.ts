import type { Call } from '../../../../../src/api.js';
import { path } from '../../../../../src/api.js';
import type { input, output } from '../tools/add-comment.js';
import { callApi } from './client.js';

export const addComment: Call<typeof input, typeof output> = async (
  { owner, repo, issue_number, ...body },
  context,
) => {
  const answer = await callApi(
    { method: 'POST', path: path`/repos/${owner}/${repo}/issues/${issue_number}/comments`, body },
    context,
  );
  return answer.body;
};
