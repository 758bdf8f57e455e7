import * as z from 'zod';

export const room = z.object({
  id: z.string(),
  name: z.string(),
  topic: z.string().optional(),
  member_count: z.int().optional(),
});
