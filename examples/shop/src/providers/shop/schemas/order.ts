import { exactInteger, exactNumber } from 'mcp-provider';
import * as z from 'zod';
import { orderState } from './order-state.js';

export const order = z.object({
  id: exactInteger(),
  customer_id: exactNumber(),
  state: orderState,
  quantity: z.number(),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});
