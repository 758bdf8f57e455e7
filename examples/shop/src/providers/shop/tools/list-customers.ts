import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listCustomers } from '../api/list-customers.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  country: z.string().optional().describe('References countries.code.'),
  active: z.boolean().optional().describe('Whether the customer is active.'),
  limit: z.int().min(1).max(100).default(20).describe('Customers on a page.'),
  cursor: z.string().optional().describe('`next_cursor` of the previous page.'),
});

export const output = z.object({
  customers: z.array(
    z.object({
      id: z.union([integer(), z.string()]),
      name: z.string(),
      email: z.string().nullable(),
      country: z.string().nullable(),
      active: z.union([z.boolean(), z.string(), z.number()]),
    }),
  ),
  next_cursor: z.string().optional(),
  truncated: z.boolean().optional().describe('True if rows or ends of long values are missing.'),
});

export const listCustomersTool = tool({
  name: 'list_customers',
  description: 'List customers.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: listCustomers,
});
