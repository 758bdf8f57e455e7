import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { openOrder } from '../schemas/open-order.js';

const statement = `select id, customer_id, quantity
from open_orders
where id = :id
  and owner = :principal.user_id`;

export const getOpenOrder = tool({
  name: 'get_open_order',
  description: 'Get one open order.',
  input: z.strictObject({
    id: int64().describe('ID of the open order.'),
  }),
  output: openOrder,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.one(statement),
});
