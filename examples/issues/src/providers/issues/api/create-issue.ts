import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { callApi } from './client.js';

export type CreateIssueArgs = {
  owner: string;
  repo: string;
  title: string;
  body?: string;
  labels?: string[];
  assignees?: string[];
};

export async function createIssue(
  { owner, repo, ...body }: CreateIssueArgs,
  context: CallContext,
): Promise<unknown> {
  const answer = await callApi(
    { method: 'POST', path: path`/repos/${owner}/${repo}/issues`, body },
    context,
  );
  return answer.body;
}
