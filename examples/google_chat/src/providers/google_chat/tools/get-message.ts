import * as z from 'zod';
import { getMessage } from '../api/get-message.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
  message: z.string().min(1).describe('Id of the message: what follows "messages/" in its name.'),
});

export const output = z.object({
  name: z.string().describe('Resource name: spaces/{space}/messages/{message}.'),
  text: z.string().optional(),
  createTime: z.string().optional().meta({ format: 'date-time' }),
  sender: z.object({ name: z.string(), displayName: z.string().optional() }).optional(),
  thread: z.object({ name: z.string().optional() }).optional(),
});

export const getMessageTool = tool({
  name: 'get_message',
  title: 'Get message',
  description: 'One message.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getMessage,
});
