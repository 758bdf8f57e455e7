import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { createOrder } from '../api/create-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  customer_id: int64().describe('References customers.id.'),
  state: z.enum(['new', 'paid', 'sent']).default('new').describe('State of the order.'),
  quantity: z.int().min(1).max(1000).describe('Quantity of the order.'),
  note: z.string().optional().describe('Note of the order.'),
});

export const output = z.object({
  id: z.union([integer(), z.string()]),
  customer_id: z.union([z.string(), z.number()]),
  state: z.string(),
  quantity: z.union([z.string(), z.number()]),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});

export const createOrderTool = tool({
  name: 'create_order',
  description: 'Create one order.',
  input,
  output,
  annotations: { destructiveHint: false, openWorldHint: false },
  run: createOrder,
});
