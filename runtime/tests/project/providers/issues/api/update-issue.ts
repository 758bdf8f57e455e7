import type { Call } from '../../../../../src/api.js';
import { path } from '../../../../../src/api.js';
import type { input, output } from '../tools/update-issue.js';
import { callApi } from './client.js';

export const updateIssue: Call<typeof input, typeof output> = async (
  { owner, repo, issue_number, ...body },
  context,
) => {
  const answer = await callApi(
    { method: 'PATCH', path: path`/repos/${owner}/${repo}/issues/${issue_number}`, body },
    context,
  );
  return answer.body;
};
