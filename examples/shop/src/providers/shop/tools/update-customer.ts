import { argumentsText, int64 } from 'mcp-provider';
import * as z from 'zod';
import { database } from '../api/database.js';
import { tool } from '../mcp-instance.js';
import { customer } from '../schemas/customer.js';

const statement = `update customers
set name = coalesce(:name, name),
  email = case
    when 'email' in (select value from json_each(:clear)) then null
    else coalesce(:email, email)
  end,
  country = case
    when 'country' in (select value from json_each(:clear)) then null
    else coalesce(:country, country)
  end,
  active = coalesce(:active, active)
where id = :id
  and owner = :principal.user_id
returning id, name, email, country, active`;

export const updateCustomer = tool({
  name: 'update_customer',
  description: 'Change one customer. Omitted values stay as they are.',
  input: z.strictObject({
    id: int64().describe('ID of the customer.'),
    name: z.string().optional().describe('Name of the customer.'),
    email: z.string().optional().describe('Email of the customer. Unique.'),
    country: z.string().optional().describe('Code of the country.'),
    active: z.boolean().optional().describe('Whether the customer is active.'),
    clear: z
      .array(z.enum(['email', 'country']))
      .optional()
      .describe('Values to set to null.'),
  }),
  output: customer,
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id, ...others }) =>
    `Change customer ${JSON.stringify(id)} (${argumentsText(others)})?`,
  run: database.change(statement, { key: ['id'], columns: { active: 'boolean' } }),
});
