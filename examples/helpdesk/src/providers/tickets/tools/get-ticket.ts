import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { ticket } from '../schemas/ticket.js';

export const getTicket = tool({
  name: 'get_ticket',
  title: 'Get ticket',
  description: 'A ticket with its text and the replies so far.',
  input: z.strictObject({
    ticket_id: z.string().describe('ID of the ticket.'),
  }),
  output: ticket.extend({
    text: z.string().describe('What the requester wrote.'),
    replies: z.array(
      z.object({
        author: z.string(),
        text: z.string(),
        created_at: z.string().optional().meta({ format: 'date-time' }),
      }),
    ),
  }),
  annotations: { readOnlyHint: true },
  run: ({ ticket_id }, { api }) => api({ method: 'GET', path: path`/tickets/${ticket_id}` }),
});
