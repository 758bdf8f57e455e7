import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { deleteCustomer } from '../api/delete-customer.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the customer.'),
});

export const output = z.object({
  affected: integer(),
});

export const deleteCustomerTool = tool({
  name: 'delete_customer',
  description: 'Delete one customer.',
  input,
  output,
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Delete customer ${id}?`,
  run: deleteCustomer,
});
