import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { listOrders } from '../api/list-orders.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  customer_id: int64().optional().describe('References customers.id.'),
  state: z.enum(['new', 'paid', 'sent']).optional().describe('State of the order.'),
  limit: z.int().min(1).max(100).default(20).describe('Orders on a page.'),
  cursor: z.string().optional().describe('`next_cursor` of the previous page.'),
});

export const output = z.object({
  orders: z.array(
    z.object({
      id: z.union([integer(), z.string()]),
      customer_id: z.union([z.string(), z.number()]),
      state: z.string(),
      quantity: z.union([z.string(), z.number()]),
      note: z.string().nullable(),
      created_at: z.union([z.string(), z.number()]),
    }),
  ),
  next_cursor: z.string().optional(),
  truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
});

export const listOrdersTool = tool({
  name: 'list_orders',
  description: 'List orders.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: listOrders,
});
