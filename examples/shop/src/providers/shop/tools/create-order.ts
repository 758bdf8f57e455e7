import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { orderState } from '../schemas/order-state.js';
import { order } from '../schemas/order.js';

const statement = `insert into orders (owner, customer_id, state, quantity, note)
select :principal.user_id, :customer_id, :state, :quantity, :note
where exists (select 1 from customers where id = :customer_id and owner = :principal.user_id)
returning id, customer_id, state, quantity, note, created_at`;

export const createOrder = tool({
  name: 'create_order',
  description: 'Create one order. The database sets `id` and `created_at`.',
  input: z.strictObject({
    customer_id: int64().describe('ID of the customer.'),
    state: orderState.default('new'),
    quantity: z.int().min(1).max(1000).describe('Quantity of the order.'),
    note: z.string().optional().describe('Note of the order.'),
  }),
  output: order,
  annotations: { destructiveHint: false, openWorldHint: false },
  run: database.change(statement, { columns: { quantity: 'number' } }),
});
