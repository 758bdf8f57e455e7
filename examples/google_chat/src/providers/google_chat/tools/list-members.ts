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
  }),
  output: z.object({
    memberships: z.array(
      z.object({
        name: z.string(),
        role: z.string().optional(),
        member: z.object({ name: z.string(), type: z.string().optional() }).optional(),
      }),
    ),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ space, limit }, context) =>
    collect(
      context,
      { method: 'GET', path: path`/spaces/${space}/members` },
      { limit, page, name: 'memberships' },
    ),
});
