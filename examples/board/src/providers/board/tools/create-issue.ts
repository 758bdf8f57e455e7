import { graphqlData } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { issue } from '../schemas/issue.js';

const DOCUMENT = `
mutation CreateIssue($team: String!, $title: String!, $description: String, $estimate: EstimateInput) {
  issueCreate(
    input: { teamKey: $team, title: $title, description: $description, estimate: $estimate }
  ) {
    success
    issue { id title url assignee { name } }
  }
}
`;

export const createIssue = tool({
  name: 'create_issue',
  title: 'Create issue',
  description: 'Open an issue for a team.',
  input: z.strictObject({
    team: z.string().describe('Key of the team, such as "WEB".'),
    title: z.string().min(1).max(256).describe('One line that says what is wrong.'),
    description: z.string().optional().describe('Details, in Markdown.'),
    estimate: z
      .strictObject({
        points: z.int().min(1),
        reason: z.string().nullish().describe('Null where it is obvious.'),
      })
      .optional()
      .describe('Work that is left.'),
  }),
  output: issue,
  annotations: { destructiveHint: false },
  async run(variables, { api }) {
    const response = await api({
      method: 'POST',
      path: '/graphql',
      body: { query: DOCUMENT, variables },
    });
    return graphqlData(response, 'issueCreate.issue');
  },
});
