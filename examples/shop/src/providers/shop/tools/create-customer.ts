import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { customer } from '../schemas/customer.js';

const statement = `insert into customers (owner, name, email, country, active)
values (:principal.user_id, :name, :email, :country, :active)
returning id, name, email, country, active`;

export const createCustomer = tool({
  name: 'create_customer',
  description: 'Create one customer. The database sets `id`.',
  input: z.strictObject({
    name: z.string().describe('Name of the customer.'),
    email: z.string().optional().describe('Email of the customer. Unique.'),
    country: z.string().optional().describe('Code of the country.'),
    active: z.boolean().default(true).describe('Whether the customer is active.'),
  }),
  output: customer,
  annotations: { destructiveHint: false, openWorldHint: false },
  run: database.change(statement, { columns: { active: 'boolean' } }),
});
