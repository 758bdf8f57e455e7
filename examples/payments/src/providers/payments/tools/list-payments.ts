import { integer } from 'mcp-provider';
import * as z from 'zod';
import { listPayments } from '../api/list-payments.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  customer: z.string().optional().describe('Only payments of this customer.'),
  created: z
    .strictObject({ gte: integer().optional(), lt: integer().optional() })
    .optional()
    .describe('Only payments of this time, in seconds since 1970.'),
  limit: z.int().min(1).max(500).default(20).describe('How many payments to return at most.'),
});

export const output = z.object({
  payments: z.array(
    z.object({
      id: z.string(),
      amount: integer().describe('In the smallest unit of the currency.'),
      currency: z.string(),
      status: z.enum(['requires_action', 'processing', 'succeeded', 'canceled']),
      customer: z.string().nullish(),
      metadata: z.object({}).catchall(z.string()).optional(),
    }),
  ),
});

export const listPaymentsTool = tool({
  name: 'list_payments',
  title: 'List payments',
  description: 'Payments, newest first. Reads as many pages as the limit asks for.',
  input,
  output,
  annotations: { readOnlyHint: true },
  run: listPayments,
});
