import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { openOrder } from '../schemas/open-order.js';

const statement = `select id, customer_id, quantity
from open_orders
where owner = :principal.user_id
order by id`;

export const listOpenOrders = tool({
  name: 'list_open_orders',
  description: 'List open orders.',
  input: z.strictObject({
    limit: z.int().min(1).max(100).default(20).describe('Maximum number of open orders.'),
  }),
  output: z.object({
    open_orders: z.array(openOrder),
    truncated: z
      .boolean()
      .optional()
      .describe('True if rows beyond `limit` or ends of long values are missing.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.page('open_orders', statement),
});
