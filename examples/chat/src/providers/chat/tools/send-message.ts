import * as z from 'zod';
import { sendMessage } from '../api/send-message.js';
import { tool } from '../mcp-instance.js';

export const sendMessageTool = tool({
  name: 'send_message',
  title: 'Send message',
  description: 'Post a message to a room.',
  input: z.object({
    room_id: z.string().min(1).describe('Id of the room.'),
    text: z.string().min(1).max(4000).describe('The message, in Markdown.'),
  }),
  output: z.object({
    id: z.string(),
    room_id: z.string(),
    author: z.object({ id: z.string(), name: z.string() }),
    text: z.string(),
    sent_at: z.string().meta({ format: 'date-time' }),
  }),
  annotations: { destructiveHint: false },
  run: sendMessage,
});
