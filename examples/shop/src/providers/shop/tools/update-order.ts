import { argumentsText, int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { orderState } from '../schemas/order-state.js';
import { order } from '../schemas/order.js';

const statement = `update orders
set customer_id = coalesce(:customer_id, customer_id), state = coalesce(:state, state),
  quantity = coalesce(:quantity, quantity),
  note = case
    when 'note' in (select value from json_each(:clear)) then null
    else coalesce(:note, note)
  end
where id = :id
  and owner = :principal.user_id
  and (
    :customer_id is null
    or exists (select 1 from customers where id = :customer_id and owner = :principal.user_id)
  )
returning id, customer_id, state, quantity, note, created_at`;

export const updateOrder = tool({
  name: 'update_order',
  description: 'Change one order. Omitted values stay as they are.',
  input: z.strictObject({
    id: int64().describe('ID of the order.'),
    customer_id: int64().optional().describe('ID of the customer.'),
    state: orderState.optional(),
    quantity: z.int().min(1).max(1000).optional().describe('Quantity of the order.'),
    note: z.string().optional().describe('Note of the order.'),
    clear: z
      .array(z.enum(['note']))
      .optional()
      .describe('Values to set to null.'),
  }),
  output: order,
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id, ...others }) => `Change order ${JSON.stringify(id)} (${argumentsText(others)})?`,
  run: database.change(statement, { key: ['id'], columns: { quantity: 'number' } }),
});
