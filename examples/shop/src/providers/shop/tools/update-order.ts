import { integer } from 'mcp-provider';
import * as z from 'zod';
import { updateOrder } from '../api/update-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: integer().meta({ examples: [101] }),
  customer_id: integer().optional().describe('References customers.id.'),
  state: z.enum(['new', 'paid', 'sent']).optional(),
  quantity: z.int().min(1).max(1000).optional(),
  note: z.string().optional(),
  clear: z
    .array(z.enum(['note']))
    .optional()
    .describe('Values to set to null.'),
});

export const output = z.object({
  id: integer(),
  customer_id: integer(),
  state: z.string(),
  quantity: integer(),
  note: z.string().nullable(),
  created_at: z.string(),
});

export const updateOrderTool = tool({
  name: 'update_order',
  description: 'Change one order. Omitted values stay as they are.',
  input,
  output,
  annotations: { destructiveHint: true, idempotentHint: true },
  confirm: ({ id }) => `Change order ${id}?`,
  run: updateOrder,
});
