import * as z from 'zod';

export const note = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
});
