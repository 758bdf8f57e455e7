import { collect } from 'mcp-provider/api';
import * as z from 'zod';
import { page } from '../api/pages.js';
import { tool } from '../mcp-instance.js';
import { loan } from '../schemas/loan.js';

export const listLoans = tool({
  name: 'list_loans',
  title: 'List loans',
  description: 'List loans.',
  input: z.strictObject({
    q: z.string().optional().describe('Words to search for.'),
    limit: z.int().min(1).max(500).default(20).describe('How many at most.'),
  }),
  output: z.object({
    items: z.array(loan),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, ...query }, context) =>
    collect(context, { method: 'GET', path: '/loans', query }, { limit, page, name: 'items' }),
});
