import { integer } from 'mcp-provider';
import * as z from 'zod';
import { createPayment } from '../api/create-payment.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  amount: integer().min(1).describe('In the smallest unit of the currency.'),
  currency: z.string().length(3).describe('Such as "eur".'),
  customer: z.string().describe('Customer to charge.'),
  payment_methods: z.array(z.enum(['card', 'sepa_debit'])).optional().describe('Accepted methods.'),
  shipping: z
    .strictObject({
      name: z.string(),
      address: z.strictObject({ line1: z.string(), city: z.string(), country: z.string() }),
    })
    .optional()
    .describe('Where the goods go.'),
  metadata: z.object({}).catchall(z.string()).optional().describe('Your own data, by key.'),
  idempotency_key: z.string().max(255).describe('A value of your own for this payment.'),
});

export const output = z.object({
  id: z.string(),
  amount: integer().describe('In the smallest unit of the currency.'),
  currency: z.string(),
  status: z.enum(['requires_action', 'processing', 'succeeded', 'canceled']),
  customer: z.string().nullish(),
  metadata: z.object({}).catchall(z.string()).optional(),
});

export const createPaymentTool = tool({
  name: 'create_payment',
  title: 'Create payment',
  description: 'Charge a customer. The same idempotency key never charges twice.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: createPayment,
});
