import * as z from 'zod';
import { getSpace } from '../api/get-space.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  space: z.string().min(1).describe('Id of the space: what follows "spaces/" in its name.'),
});

export const output = z.object({
  name: z.string().describe('Resource name: spaces/{space}.'),
  displayName: z.string().optional(),
  spaceType: z.enum(['SPACE_TYPE_UNSPECIFIED', 'SPACE', 'GROUP_CHAT', 'DIRECT_MESSAGE']).optional(),
  spaceUri: z.string().optional().meta({ format: 'uri' }),
  lastActiveTime: z.string().optional().meta({ format: 'date-time' }),
});

export const getSpaceTool = tool({
  name: 'get_space',
  title: 'Get space',
  description: 'One space.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getSpace,
});
