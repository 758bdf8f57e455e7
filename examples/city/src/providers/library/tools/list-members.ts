import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { member } from '../schemas/member.js';
import { searchArguments } from '../schemas/search-arguments.js';

export const listMembers = tool({
  name: 'list_members',
  title: 'List members',
  description: 'Lists the members, who have a library card, by name.',
  input: z.strictObject(searchArguments),
  output: z.object({
    items: z.array(member),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/members', query },
      { limit, cursor, page, name: 'items' },
    ),
});
