import type { Call } from '../../../../../src/api.js';
import { path } from '../../../../../src/api.js';
import type { input, output } from '../tools/create-issue.js';
import { callApi } from './client.js';

export const createIssue: Call<typeof input, typeof output> = async (
  { owner, repo, ...body },
  context,
) => {
  const answer = await callApi(
    { method: 'POST', path: path`/repos/${owner}/${repo}/issues`, body },
    context,
  );
  return answer.body;
};
