import * as z from 'zod';

export const payment = z.object({
  id: z.string(),
  amount: z.int().describe('In the smallest unit of the currency.'),
  currency: z.string().describe('Such as "eur".'),
  status: z.enum(['requires_action', 'processing', 'succeeded', 'canceled']),
  customer: z.string().nullish().describe('ID of the customer.'),
  created: z.int().optional().describe('Time of the payment, in seconds since 1970.'),
  metadata: z.record(z.string(), z.string()).optional(),
});
