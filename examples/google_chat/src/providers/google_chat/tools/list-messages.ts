import * as z from 'zod';
import { listMessages } from '../api/list-messages.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
  filter: z
    .string()
    .optional()
    .describe('Which messages, such as createTime > "2026-01-31T00:00:00Z".'),
  orderBy: z
    .enum(['createTime ASC', 'createTime DESC'])
    .default('createTime DESC')
    .describe('Oldest or newest first.'),
  limit: z.int().min(1).max(1000).default(25).describe('How many messages to return at most.'),
});

export const output = z.object({
  messages: z.array(
    z.object({
      name: z.string().describe('Resource name: spaces/{space}/messages/{message}.'),
      text: z.string().optional(),
      createTime: z.string().optional().meta({ format: 'date-time' }),
      sender: z.object({ name: z.string(), displayName: z.string().optional() }).optional(),
      thread: z.object({ name: z.string().optional() }).optional(),
    }),
  ),
});

export const listMessagesTool = tool({
  name: 'list_messages',
  title: 'List messages',
  description: 'Messages of a space. Reads as many pages as the limit asks for.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listMessages,
});
