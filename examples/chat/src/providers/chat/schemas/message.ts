import * as z from 'zod';

export const message = z.object({
  id: z.string(),
  room_id: z.string(),
  author: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
  sent_at: z.string().meta({ format: 'date-time' }),
});
