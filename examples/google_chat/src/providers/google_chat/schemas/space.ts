import * as z from 'zod';

export const space = z.object({
  name: z.string().describe('Resource name: spaces/{space}.'),
  displayName: z.string().optional(),
  spaceType: z.enum(['SPACE_TYPE_UNSPECIFIED', 'SPACE', 'GROUP_CHAT', 'DIRECT_MESSAGE']).optional(),
  spaceUri: z.string().optional().meta({ format: 'uri' }),
  lastActiveTime: z.string().optional().meta({ format: 'date-time' }),
});
