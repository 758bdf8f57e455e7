import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages } from 'mcp-provider/api';
import type { input, output } from '../tools/find-issues.js';
import { callApi } from './client.js';

const DOCUMENT = `
query FindIssues($team: String!, $text: String!, $first: Int!, $after: String) {
  issues(
    first: $first
    after: $after
    filter: { team: { key: { eq: $team } }, title: { contains: $text } }
  ) {
    nodes { id title url assignee { name } }
    pageInfo { endCursor hasNextPage }
  }
}
`;

export const findIssues: Call<typeof input, typeof output> = async (
  { limit, ...variables },
  context,
) => {
  const request: ApiRequest = {
    method: 'POST',
    path: '/graphql',
    body: { query: DOCUMENT, variables },
  };
  const page = cursorPages({
    items: 'issues.nodes',
    next: 'issues.pageInfo.endCursor',
    more: 'issues.pageInfo.hasNextPage',
    parameter: 'after',
    size: { parameter: 'first', max: 100 },
  });
  const items = await collect(callApi, request, context, { limit, page, in: 'variables' });
  return { issues: items };
};
