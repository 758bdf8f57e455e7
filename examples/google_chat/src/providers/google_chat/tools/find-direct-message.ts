import * as z from 'zod';
import { findDirectMessage } from '../api/find-direct-message.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  name: z
    .string()
    .regex(/^users\/.+$/)
    .describe('The other person, such as users/dana@example.com.'),
});

export const output = z.object({
  name: z.string().describe('Resource name: spaces/{space}.'),
  displayName: z.string().optional(),
  spaceType: z.enum(['SPACE_TYPE_UNSPECIFIED', 'SPACE', 'GROUP_CHAT', 'DIRECT_MESSAGE']).optional(),
  spaceUri: z.string().optional().meta({ format: 'uri' }),
  lastActiveTime: z.string().optional().meta({ format: 'date-time' }),
});

export const findDirectMessageTool = tool({
  name: 'find_direct_message',
  title: 'Find direct message',
  description: 'The space of direct messages with another user.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: findDirectMessage,
});
