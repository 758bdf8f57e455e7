import * as z from 'zod';
import { listMessages } from '../api/list-messages.js';
import { tool } from '../mcp-instance.js';

export const listMessagesTool = tool({
  name: 'list_messages',
  title: 'List messages',
  description: 'Messages of a room, newest first. Reads as many pages as the limit asks for.',
  input: z.object({
    room_id: z.string().min(1).describe('Id of the room.'),
    since: z
      .string()
      .optional()
      .meta({ format: 'date-time', description: 'Only messages sent after this time.' }),
    limit: z.int().min(1).max(200).default(20).describe('How many messages to return at most.'),
  }),
  output: z.object({
    messages: z.array(
      z.object({
        id: z.string(),
        room_id: z.string(),
        author: z.object({ id: z.string(), name: z.string() }),
        text: z.string(),
        sent_at: z.string().meta({ format: 'date-time' }),
      }),
    ),
  }),
  annotations: { readOnlyHint: true },
  run: listMessages,
});
