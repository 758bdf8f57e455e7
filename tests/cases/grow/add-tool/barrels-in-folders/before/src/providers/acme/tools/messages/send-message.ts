import * as z from 'zod';
import { sendMessage } from '../../api/send-message.js';
import { tool } from '../../mcp-instance.js';

export const input = z.object({
  room_id: z.string().describe('Which room'),
  text: z.string().describe('What to say'),
});

export const output = z.object({
  id: z.string(),
});

export const sendMessageTool = tool({
  name: 'send_message',
  description: 'Ours by now.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: sendMessage,
});
