import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { nextByLink } from '../../../core/link-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type ListIssuesArgs = {
  owner: string;
  repo: string;
  state: 'open' | 'closed' | 'all';
  labels?: string;
  since?: string;
  limit: number;
};

export async function listIssues(
  { owner, repo, limit, ...query }: ListIssuesArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: path`/repos/${owner}/${repo}/issues`, query },
    (request) => callApi(request, context),
    ({ body, headers }) => ({ items: listOf(body), next: nextByLink(headers) }),
  );
  return { issues: items };
}
