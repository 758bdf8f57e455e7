import { path } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { message } from '../schemas/message.js';

export const getMessage = tool({
  name: 'get_message',
  title: 'Get message',
  description: 'One message.',
  input: z.strictObject({
    space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
    message: z.string().min(1).describe('Id of the message: what follows "messages/" in its name.'),
  }),
  output: message,
  annotations: { readOnlyHint: true },
  run: ({ space, message }, { api }) =>
    api({ method: 'GET', path: path`/spaces/${space}/messages/${message}` }),
});
