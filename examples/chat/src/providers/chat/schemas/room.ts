import * as z from 'zod';

export const room = z.object({
  id: z.string(),
  name: z.string(),
  topic: z.string().nullish().describe('What the room is for; null if nobody said.'),
  member_count: z.int().optional(),
});
