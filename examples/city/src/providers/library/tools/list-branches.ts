import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { branch } from '../schemas/branch.js';
import { searchArguments } from '../schemas/search-arguments.js';

export const listBranches = tool({
  name: 'list_branches',
  title: 'List branches',
  description: 'Lists the branches of the library, by name.',
  input: z.strictObject(searchArguments),
  output: z.object({
    items: z.array(branch),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/branches', query },
      { limit, cursor, page, name: 'items' },
    ),
});
