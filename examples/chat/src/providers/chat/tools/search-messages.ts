import * as z from 'zod';
import { searchMessages } from '../api/search-messages.js';
import { tool } from '../mcp-instance.js';

export const searchMessagesTool = tool({
  name: 'search_messages',
  title: 'Search messages',
  description: 'Messages in all rooms of the person that hold some words, best match first.',
  input: z.object({
    query: z.string().min(1).describe('Words to look for.'),
    from: z.string().optional().describe('Only messages of this author.'),
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
  run: searchMessages,
});
