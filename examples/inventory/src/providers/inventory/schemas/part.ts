import * as z from 'zod';

export const part = z.object({
  id: z.int(),
  name: z.string(),
  state: z.enum(['in stock', 'reserved']),
  quantity: z.int(),
  price: z.number().nullable(),
});
