import * as z from 'zod';
import { sendMessage } from '../../api/send-message.js';
import { tool } from '../../mcp-instance.js';

export const sendMessageTool = tool({
  name: 'send_message',
  description: 'Ours by now.',
  input: z.object({ room_id: z.string(), text: z.string() }),
  output: z.object({ id: z.string() }),
  run: sendMessage,
});
