import * as z from 'zod';

export const country = z.object({
  code: z.string(),
  name: z.string(),
});
