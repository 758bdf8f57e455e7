import * as z from 'zod';
import { listOpenOrders } from '../api/list-open-orders.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  limit: z.int().min(1).max(100).default(20).describe('Maximum number of open orders.'),
});

export const output = z.object({
  open_orders: z.array(
    z.object({
      id: z.union([z.string(), z.number(), z.null()]),
      customer_id: z.union([z.string(), z.number(), z.null()]),
      quantity: z.union([z.string(), z.number(), z.null()]),
    }),
  ),
  truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
});

export const listOpenOrdersTool = tool({
  name: 'list_open_orders',
  description: 'List open orders.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: listOpenOrders,
});
