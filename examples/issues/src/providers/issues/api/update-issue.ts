import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type UpdateIssueArgs = {
  owner: string;
  repo: string;
  issue_number: number;
  title?: string;
  body?: string;
  state?: 'open' | 'closed';
};

export async function updateIssue(
  { owner, repo, issue_number, ...body }: UpdateIssueArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'PATCH', path: path`/repos/${owner}/${repo}/issues/${issue_number}`, body },
    context,
  );
  return answer.body;
}
