import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';

export const deleteCustomer = tool({
  name: 'delete_customer',
  description: 'Delete one customer. Fails while it has orders.',
  input: z.strictObject({
    id: int64().describe('ID of the customer.'),
  }),
  output: z.object({
    affected: z.int(),
  }),
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Delete customer ${JSON.stringify(id)}?`,
  run: database.change('delete from customers where id = :id and owner = :principal.user_id'),
});
