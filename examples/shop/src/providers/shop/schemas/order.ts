import { exactInteger } from 'mcp-provider';
import * as z from 'zod';

export const order = z.object({
  id: exactInteger(),
  customer_id: exactInteger(),
  state: z.string(),
  quantity: exactInteger(),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});
