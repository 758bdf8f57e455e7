import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';

export const deleteOrder = tool({
  name: 'delete_order',
  description: 'Delete one order.',
  input: z.strictObject({
    id: int64().describe('ID of the order.'),
  }),
  output: z.object({
    affected: z.int(),
  }),
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Delete order ${JSON.stringify(id)}?`,
  run: database.change('delete from orders where id = :id and owner = :principal.user_id'),
});
