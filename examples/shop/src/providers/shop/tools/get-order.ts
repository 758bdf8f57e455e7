import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { order } from '../schemas/order.js';

const statement = `select id, customer_id, state, quantity, note, created_at
from orders
where id = :id
  and owner = :principal.user_id`;

export const getOrder = tool({
  name: 'get_order',
  description: 'Get one order.',
  input: z.strictObject({
    id: int64().describe('ID of the order.'),
  }),
  output: order,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.one(statement, { columns: { quantity: 'number' } }),
});
