import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { loan } from '../schemas/loan.js';
import { searchArguments } from '../schemas/search-arguments.js';

export const listLoans = tool({
  name: 'list_loans',
  title: 'List loans',
  description: 'Lists the loans of all branches, the first due first.',
  input: z.strictObject(searchArguments),
  output: z.object({
    items: z.array(loan),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/loans', query },
      { limit, cursor, page, name: 'items' },
    ),
});
