import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { customer } from '../schemas/customer.js';
import { page } from '../schemas/page.js';

const statement = `select id, name, email, country, active
from customers
where owner = :principal.user_id
  and (:email is null or email = :email)
  and (:country is null or country = :country)
  and (:active is null or active = :active)`;

export const listCustomers = tool({
  name: 'list_customers',
  description: 'List customers.',
  input: z.strictObject({
    email: z.string().optional().describe('Email of the customer.'),
    country: z.string().optional().describe('Code of the country.'),
    active: z.boolean().optional().describe('Whether the customer is active.'),
    ...page,
  }),
  output: z.object({
    customers: z.array(customer),
    next_cursor: z.string().optional(),
    truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
  }),
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: database.page('customers', statement, { by: ['id'], columns: { active: 'boolean' } }),
});
