import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { deleteOrder } from '../api/delete-order.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the order.'),
});

export const output = z.object({
  affected: integer(),
});

export const deleteOrderTool = tool({
  name: 'delete_order',
  description: 'Delete one order.',
  input,
  output,
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Delete order ${id}?`,
  run: deleteOrder,
});
