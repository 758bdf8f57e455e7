import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { getOpenOrder } from '../api/get-open-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the open order.'),
});

export const output = z.object({
  id: z.union([z.string(), z.number(), z.null()]),
  customer_id: z.union([z.string(), z.number(), z.null()]),
  quantity: z.union([z.string(), z.number(), z.null()]),
});

export const getOpenOrderTool = tool({
  name: 'get_open_order',
  description: 'Get one open order.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getOpenOrder,
});
