import { collect, cursorPages, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

const page = cursorPages({ items: 'memberships', next: 'nextPageToken', parameter: 'pageToken' });

export const listMembers = tool({
  name: 'list_members',
  title: 'List members',
  description: 'Members of a space.',
  input: z.strictObject({
    space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
    limit: z.int().min(1).max(1000).default(100).describe('How many members to return at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    memberships: z.array(
      z.object({
        name: z.string(),
        role: z.string().optional(),
        member: z.object({ name: z.string(), type: z.string().optional() }).optional(),
      }),
    ),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ space, limit, cursor }, context) =>
    collect(
      context,
      { method: 'GET', path: path`/spaces/${space}/members` },
      { limit, cursor, page, name: 'memberships' },
    ),
});
