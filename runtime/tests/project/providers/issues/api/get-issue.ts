import type { Call } from '../../../../../src/api.js';
import { path } from '../../../../../src/api.js';
import type { input, output } from '../tools/get-issue.js';
import { callApi } from './client.js';

export const getIssue: Call<typeof input, typeof output> = async (
  { owner, repo, issue_number },
  context,
) => {
  const answer = await callApi(
    { method: 'GET', path: path`/repos/${owner}/${repo}/issues/${issue_number}` },
    context,
  );
  return answer.body;
};
