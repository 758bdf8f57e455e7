import type { Call } from 'mcp-provider/api';
import { graphqlData } from 'mcp-provider/api';
import type { input, output } from '../tools/find-issues.js';
import { callApi } from './client.js';

const DOCUMENT = `
query FindIssues($team: String!, $text: String!, $first: Int!) {
  issues(first: $first, filter: { team: { key: { eq: $team } }, title: { contains: $text } }) {
    nodes { id title url assignee { name } }
  }
}
`;

export const findIssues: Call<typeof input, typeof output> = async (variables, context) => {
  const response = await callApi(
    { method: 'POST', path: '/graphql', body: { query: DOCUMENT, variables } },
    context,
  );
  return graphqlData(response);
};
