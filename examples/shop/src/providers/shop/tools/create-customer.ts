import { integer } from 'mcp-provider';
import * as z from 'zod';
import { createCustomer } from '../api/create-customer.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  name: z.string().describe('Name of the customer.'),
  email: z.string().optional().describe('Email of the customer. Unique.'),
  country: z.string().optional().describe('References countries.code.'),
  active: z.boolean().default(true).describe('Whether the customer is active.'),
});

export const output = z.object({
  id: z.union([integer(), z.string()]),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  active: z.union([z.boolean(), z.string(), z.number()]),
});

export const createCustomerTool = tool({
  name: 'create_customer',
  description: 'Create one customer.',
  input,
  output,
  annotations: { destructiveHint: false, openWorldHint: false },
  run: createCustomer,
});
