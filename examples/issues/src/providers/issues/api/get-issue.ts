import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type GetIssueArgs = {
  owner: string;
  repo: string;
  issue_number: number;
};

export async function getIssue(
  { owner, repo, issue_number }: GetIssueArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'GET', path: path`/repos/${owner}/${repo}/issues/${issue_number}` },
    context,
  );
  return answer.body;
}
