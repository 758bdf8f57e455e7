import { integer } from 'mcp-provider';
import * as z from 'zod';
import { getOrder } from '../api/get-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: integer().meta({ description: 'ID of the order.', examples: [101] }),
});

export const output = z.object({
  id: integer(),
  customer_id: integer(),
  state: z.string(),
  quantity: integer(),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});

export const getOrderTool = tool({
  name: 'get_order',
  description: 'Get one order.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: getOrder,
});
