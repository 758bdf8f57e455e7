import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { updateOrder } from '../api/update-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the order.'),
  customer_id: int64().optional().describe('References customers.id.'),
  state: z.enum(['new', 'paid', 'sent']).optional().describe('State of the order.'),
  quantity: z.int().min(1).max(1000).optional().describe('Quantity of the order.'),
  note: z.string().optional().describe('Note of the order.'),
  clear: z.array(z.enum(['note'])).optional().describe('Values to set to null.'),
});

export const output = z.object({
  id: z.union([integer(), z.string()]),
  customer_id: z.union([z.string(), z.number()]),
  state: z.string(),
  quantity: z.union([z.string(), z.number()]),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});

export const updateOrderTool = tool({
  name: 'update_order',
  description: 'Change one order. Omitted values stay as they are.',
  input,
  output,
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Change order ${id}?`,
  run: updateOrder,
});
