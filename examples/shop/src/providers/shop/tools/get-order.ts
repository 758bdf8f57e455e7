import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { getOrder } from '../api/get-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the order.'),
});

export const output = z.object({
  id: z.union([integer(), z.string()]),
  customer_id: z.union([z.string(), z.number()]),
  state: z.string(),
  quantity: z.union([z.string(), z.number()]),
  note: z.string().nullable(),
  created_at: z.union([z.string(), z.number()]),
});

export const getOrderTool = tool({
  name: 'get_order',
  description: 'Get one order.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getOrder,
});
