import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { orderState } from '../schemas/order-state.js';
import { order } from '../schemas/order.js';
import { page } from '../schemas/page.js';

const statement = `select id, customer_id, state, quantity, note, created_at
from orders
where owner = :principal.user_id
  and (:customer_id is null or customer_id = :customer_id)
  and (:state is null or state = :state)`;

export const listOrders = tool({
  name: 'list_orders',
  description: 'List orders.',
  input: z.strictObject({
    customer_id: int64().optional().describe('ID of the customer.'),
    state: orderState.optional(),
    ...page,
  }),
  output: z.object({
    orders: z.array(order),
    next_cursor: z.string().optional(),
    truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.page('orders', statement, { by: ['id'], columns: { quantity: 'number' } }),
});
