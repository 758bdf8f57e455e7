import { collect, cursorPages } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { ticket } from '../schemas/ticket.js';

const page = cursorPages({
  items: 'data',
  next: 'meta.next_cursor',
  parameter: 'cursor',
  size: { parameter: 'per_page', max: 100 },
});

export const searchTickets = tool({
  name: 'search_tickets',
  title: 'Search tickets',
  description: 'Tickets that match a text.',
  input: z.strictObject({
    query: z.string().min(1).describe('What to look for.'),
    status: z.enum(['new', 'open', 'solved']).optional().describe('Only tickets of this status.'),
    limit: z.int().min(1).max(200).default(25).describe('How many tickets to return at most.'),
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    tickets: z.array(ticket),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: '/tickets/search', query },
      { limit, cursor, page, name: 'tickets' },
    ),
});
