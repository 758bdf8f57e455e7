import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const replyToTicket = tool({
  name: 'reply_to_ticket',
  title: 'Reply to ticket',
  description: 'Send a reply to the person who opened the ticket.',
  input: z.strictObject({
    ticket_id: z.string().describe('ID of the ticket.'),
    text: z.string().min(1).max(20000).describe('What to answer.'),
    notify: z.boolean().default(true).describe('Whether the person gets an email.'),
  }),
  output: z.object({
    id: z.string(),
    created_at: z.string().optional().meta({ format: 'date-time' }),
  }),
  annotations: { destructiveHint: true },
  confirm: ({ ticket_id, text }) =>
    `Send this reply to the person who opened ticket ${JSON.stringify(ticket_id)}? ${JSON.stringify(text)}`,
  run: ({ ticket_id, notify, ...body }, { api }) =>
    api({ method: 'POST', path: path`/tickets/${ticket_id}/replies`, query: { notify }, body }),
});
