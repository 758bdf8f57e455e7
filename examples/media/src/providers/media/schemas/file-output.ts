import * as z from 'zod';

export const fileOutput = z.object({
  id: z.string(),
  name: z.string(),
  size: z.int().optional().describe('In bytes.'),
});
