import { collect, cursorPages, path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { message } from '../schemas/message.js';

const page = cursorPages({ items: 'messages', next: 'nextPageToken', parameter: 'pageToken' });

export const listMessages = tool({
  name: 'list_messages',
  title: 'List messages',
  description: 'Messages of a space. Reads as many pages as the limit asks for.',
  input: z.strictObject({
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
    cursor: z.string().optional().describe('The next_cursor of the result before.'),
  }),
  output: z.object({
    messages: z.array(message),
    next_cursor: z.string().optional().describe('For what follows; absent at the end.'),
    truncated: z.boolean().optional().describe('True if there may be more.'),
  }),
  annotations: { readOnlyHint: true },
  run: ({ space, limit, cursor, ...query }, context) =>
    collect(
      context,
      { method: 'GET', path: path`/spaces/${space}/messages`, query },
      { limit, cursor, page, name: 'messages' },
    ),
});
