import * as z from 'zod';
import { replyToTicket } from '../api/reply-to-ticket.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  ticket_id: z.string().describe('Id of the ticket.'),
  text: z.string().min(1).max(20000).describe('What to answer.'),
  notify: z
    .boolean()
    .optional()
    .meta({ default: true, description: 'Whether the person gets an email.' }),
});

export const output = z.object({
  id: z.string(),
  created_at: z.string().optional().meta({ format: 'date-time' }),
});

export const replyToTicketTool = tool({
  name: 'reply_to_ticket',
  title: 'Reply to ticket',
  description: 'Send a reply to the person who opened the ticket.',
  input,
  output,
  annotations: { destructiveHint: false, openWorldHint: true },
  run: replyToTicket,
});
