import { collect, cursorPages } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { space } from '../schemas/space.js';

const page = cursorPages({ items: 'spaces', next: 'nextPageToken', parameter: 'pageToken' });

export const listSpaces = tool({
  name: 'list_spaces',
  title: 'List spaces',
  description: 'Spaces, group chats and direct messages that the person belongs to.',
  input: z.strictObject({
    filter: z
      .string()
      .optional()
      .describe('Which kinds of space, such as spaceType = "SPACE" OR spaceType = "GROUP_CHAT".'),
    limit: z.int().min(1).max(1000).default(100).describe('How many spaces to return at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    spaces: z.array(space),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/spaces', query },
      { limit, cursor, page, name: 'spaces' },
    ),
});
