import { int64, integer } from 'mcp-provider';
import * as z from 'zod';
import { getCustomer } from '../api/get-customer.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  id: int64().describe('ID of the customer.'),
});

export const output = z.object({
  id: z.union([integer(), z.string()]),
  name: z.string(),
  email: z.string().nullable(),
  country: z.string().nullable(),
  active: z.union([z.boolean(), z.string(), z.number()]),
});

export const getCustomerTool = tool({
  name: 'get_customer',
  description: 'Get one customer.',
  input,
  output,
  annotations: { readOnlyHint: true, openWorldHint: false },
  run: getCustomer,
});
