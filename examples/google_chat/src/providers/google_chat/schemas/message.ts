import * as z from 'zod';

export const message = z.object({
  name: z.string().describe('Resource name: spaces/{space}/messages/{message}.'),
  text: z.string().optional(),
  createTime: z.string().optional().meta({ format: 'date-time' }),
  sender: z.object({ name: z.string(), displayName: z.string().optional() }).optional(),
  thread: z.object({ name: z.string().optional() }).optional(),
});
