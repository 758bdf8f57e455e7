import { exactInteger } from 'mcp-provider';
import * as z from 'zod';

export const order = z.object({
  id: exactInteger(),
  customer_id: z.union([z.string(), z.number()]),
  state: z.string(),
  quantity: z.union([z.string(), z.number()]),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});
