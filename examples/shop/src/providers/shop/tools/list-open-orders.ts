import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { openOrder } from '../schemas/open-order.js';
import { page } from '../schemas/page.js';

const statement = `select id, customer_id, quantity
from open_orders
where owner = :principal.user_id
order by id`;

export const listOpenOrders = tool({
  name: 'list_open_orders',
  description: 'List open orders. Rows that come or go between two calls shift the pages.',
  input: z.strictObject(page),
  output: z.object({
    open_orders: z.array(openOrder),
    next_cursor: z.string().optional(),
    truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.page('open_orders', statement, { by: [] }),
});
