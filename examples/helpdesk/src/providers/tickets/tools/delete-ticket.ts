import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const deleteTicket = tool({
  name: 'delete_ticket',
  title: 'Delete ticket',
  description: 'Remove a ticket and its replies. This cannot be undone.',
  input: z.strictObject({
    ticket_id: z.string().describe('ID of the ticket.'),
  }),
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ ticket_id }) => `Delete ticket ${JSON.stringify(ticket_id)} and its replies?`,
  run: ({ ticket_id }, { api }) => api({ method: 'DELETE', path: path`/tickets/${ticket_id}` }),
});
