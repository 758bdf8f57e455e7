import * as z from 'zod';
import { listSpaces } from '../api/list-spaces.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  filter: z
    .string()
    .optional()
    .describe('Which kinds of space, such as spaceType = "SPACE" OR spaceType = "GROUP_CHAT".'),
  limit: z.int().min(1).max(1000).default(100).describe('How many spaces to return at most.'),
});

export const output = z.object({
  spaces: z.array(
    z.object({
      name: z.string().describe('Resource name: spaces/{space}.'),
      displayName: z.string().optional(),
      spaceType: z
        .enum(['SPACE_TYPE_UNSPECIFIED', 'SPACE', 'GROUP_CHAT', 'DIRECT_MESSAGE'])
        .optional(),
      spaceUri: z.string().optional().meta({ format: 'uri' }),
      lastActiveTime: z.string().optional().meta({ format: 'date-time' }),
    }),
  ),
});

export const listSpacesTool = tool({
  name: 'list_spaces',
  title: 'List spaces',
  description: 'Spaces, group chats and direct messages that the person belongs to.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listSpaces,
});
