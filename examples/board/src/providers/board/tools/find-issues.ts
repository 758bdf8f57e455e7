import { collect, cursorPages } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { issue } from '../schemas/issue.js';

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

const page = cursorPages({
  items: 'issues.nodes',
  next: 'issues.pageInfo.endCursor',
  more: 'issues.pageInfo.hasNextPage',
  parameter: 'after',
  size: { parameter: 'first', max: 100 },
});

export const findIssues = tool({
  name: 'find_issues',
  title: 'Find issues',
  description: 'Issues of a team whose title contains a text.',
  input: z.strictObject({
    team: z.string().describe('Key of the team, such as "WEB".'),
    text: z.string().min(1).describe('What the title contains.'),
    limit: z.int().min(1).max(500).default(20).describe('How many issues to return at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    issues: z.array(issue),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...variables }, context) =>
    collect(
      context,
      { method: 'POST', path: '/graphql', body: { query: DOCUMENT, variables }, safe: true },
      { limit, cursor, page, name: 'issues', in: 'variables' },
    ),
});
