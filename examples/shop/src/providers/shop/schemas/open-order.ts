import * as z from 'zod';

export const openOrder = z.object({
  id: z.union([z.string(), z.number()]).nullable(),
  customer_id: z.union([z.string(), z.number()]).nullable(),
  quantity: z.union([z.string(), z.number()]).nullable(),
});
