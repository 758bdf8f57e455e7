import * as z from 'zod';
import { deleteTicket } from '../api/delete-ticket.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  ticket_id: z.string().describe('Id of the ticket.'),
});

export const deleteTicketTool = tool({
  name: 'delete_ticket',
  title: 'Delete ticket',
  description: 'Remove a ticket and its replies. This cannot be undone.',
  input,
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ ticket_id }) => `Delete ticket ${ticket_id} and its replies?`,
  run: deleteTicket,
});
