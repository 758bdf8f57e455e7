import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type AddCommentArgs = {
  owner: string;
  repo: string;
  issue_number: number;
  body: string;
};

export async function addComment(
  { owner, repo, issue_number, ...body }: AddCommentArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'POST', path: path`/repos/${owner}/${repo}/issues/${issue_number}/comments`, body },
    context,
  );
  return answer.body;
}
