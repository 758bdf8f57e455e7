import type { Call } from 'mcp-provider/api';
import { graphqlData } from 'mcp-provider/api';
import type { input, output } from '../tools/create-issue.js';
import { callApi } from './client.js';

const DOCUMENT = `
mutation CreateIssue($team: String!, $title: String!, $description: String) {
  issueCreate(input: { teamId: $team, title: $title, description: $description }) {
    success
    issue { id title url assignee { name } }
  }
}
`;

export const createIssue: Call<typeof input, typeof output> = async (variables, context) => {
  const response = await callApi(
    { method: 'POST', path: '/graphql', body: { query: DOCUMENT, variables } },
    context,
  );
  return graphqlData(response);
};
