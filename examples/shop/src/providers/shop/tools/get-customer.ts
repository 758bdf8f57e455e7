import { int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { customer } from '../schemas/customer.js';

const statement = `select id, name, email, country, active
from customers
where id = :id
  and owner = :principal.user_id`;

export const getCustomer = tool({
  name: 'get_customer',
  description: 'Get one customer.',
  input: z.strictObject({
    id: int64().describe('ID of the customer.'),
  }),
  output: customer,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.one(statement, { columns: { active: 'boolean' } }),
});
