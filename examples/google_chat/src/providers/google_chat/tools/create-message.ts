import * as z from 'zod';
import { createMessage } from '../api/create-message.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
  text: z.string().min(1).max(32000).describe('The message.'),
  thread: z
    .object({ name: z.string().describe('Resource name of the thread.') })
    .optional()
    .describe('The thread to answer in.'),
  messageReplyOption: z
    .enum(['REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD', 'REPLY_MESSAGE_OR_FAIL'])
    .optional()
    .describe('What to do where the thread does not exist; needed with a thread.'),
});

export const output = z.object({
  name: z.string().describe('Resource name: spaces/{space}/messages/{message}.'),
  text: z.string().optional(),
  createTime: z.string().optional().meta({ format: 'date-time' }),
  sender: z.object({ name: z.string(), displayName: z.string().optional() }).optional(),
  thread: z.object({ name: z.string().optional() }).optional(),
});

export const createMessageTool = tool({
  name: 'create_message',
  title: 'Create message',
  description: 'Post a message to a space.',
  input,
  output,
  annotations: { destructiveHint: false },
  run: createMessage,
});
