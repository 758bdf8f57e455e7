import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { space } from '../schemas/space.js';

export const findDirectMessage = tool({
  name: 'find_direct_message',
  title: 'Find direct message',
  description: 'The space of direct messages with another user.',
  input: z.strictObject({
    name: z
      .string()
      .regex(/^users\/.+$/)
      .describe('The other person, such as users/dana@example.com.'),
  }),
  output: space,
  annotations: { readOnlyHint: true },
  run: (query, { api }) => api({ method: 'GET', path: '/spaces:findDirectMessage', query }),
});
