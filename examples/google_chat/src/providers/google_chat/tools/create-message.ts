import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { message } from '../schemas/message.js';

export const createMessage = tool({
  name: 'create_message',
  title: 'Create message',
  description: 'Post a message to a space.',
  input: z.strictObject({
    space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
    text: z.string().min(1).max(32000).describe('The message.'),
    thread: z
      .strictObject({ name: z.string().describe('Resource name of the thread.') })
      .optional()
      .describe('The thread to answer in.'),
    messageReplyOption: z
      .enum(['REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD', 'REPLY_MESSAGE_OR_FAIL'])
      .optional()
      .describe('What to do where the thread does not exist; needed with a thread.'),
  }),
  output: message,
  annotations: { destructiveHint: false },
  run: ({ space, messageReplyOption, ...body }, { api }) =>
    api({
      method: 'POST',
      path: path`/spaces/${space}/messages`,
      query: { messageReplyOption },
      body,
    }),
});
