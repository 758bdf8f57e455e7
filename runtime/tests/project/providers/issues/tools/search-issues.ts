import * as z from 'zod';
import { collect, cursorPages } from '../../../../../src/api.js';
import { tool } from '../mcp-instance.js';
import { issue } from '../schemas/issue.js';

const page = cursorPages({ items: 'nodes', next: 'end', more: 'more', parameter: 'after' });

/** Its argument for the cursor has a name of its own. */
export const searchIssues = tool({
  name: 'search_issues',
  title: 'Search issues',
  description: 'Issues whose title contains a text.',
  input: z.strictObject({
    text: z.string().describe('What the title contains.'),
    limit: z.int().min(1).max(500).default(30).describe('How many issues to return at most.'),
    after_cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    issues: z.array(issue),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, after_cursor: cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/issues', query },
      { limit, cursor, page, name: 'issues' },
    ),
});
