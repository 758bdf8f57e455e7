import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { updateCustomer } from '../api/update-customer.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the customer.'),
  name: z.string().optional().describe('Name of the customer.'),
  email: z.string().optional().describe('Email of the customer. Unique.'),
  country: z.string().optional().describe('References countries.code.'),
  active: z.boolean().optional().describe('Whether the customer is active.'),
  clear: z.array(z.enum(['email', 'country'])).optional().describe('Values to set to null.'),
});

export const output = z.object({
  id: z.union([integer(), z.string()]),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  active: z.union([z.boolean(), z.string(), z.number()]),
});

export const updateCustomerTool = tool({
  name: 'update_customer',
  description: 'Change one customer. Omitted values stay as they are.',
  input,
  output,
  annotations: { destructiveHint: true, openWorldHint: false, idempotentHint: true },
  confirm: ({ id }) => `Change customer ${id}?`,
  run: updateCustomer,
});
