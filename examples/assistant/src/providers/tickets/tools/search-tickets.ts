import * as z from 'zod';
import { searchTickets } from '../api/search-tickets.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  query: z.string().min(1).describe('What to look for.'),
  status: z.enum(['new', 'open', 'solved']).optional().describe('Only tickets of this status.'),
  limit: z.int().min(1).max(200).default(25).describe('How many tickets to return at most.'),
});

export const output = z.object({
  tickets: z.array(
    z.object({
      id: z.string(),
      subject: z.string(),
      status: z.string(),
      requester: z.string().optional(),
    }),
  ),
});

export const searchTicketsTool = tool({
  name: 'search_tickets',
  title: 'Search tickets',
  description: 'Tickets that match a text.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: searchTickets,
});
