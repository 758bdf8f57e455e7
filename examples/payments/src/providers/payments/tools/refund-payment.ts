import { form } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const refundPayment = tool({
  name: 'refund_payment',
  title: 'Refund payment',
  description:
    'Pay back a payment, or a part of it. Within an hour, the same call gets the first result.',
  input: z.strictObject({
    payment: z.string().describe('ID of the payment.'),
    amount: z
      .int()
      .min(1)
      .optional()
      .describe('In the smallest unit of the currency; all of it by default.'),
    reference: z
      .string()
      .optional()
      .describe('Of your own, for a further refund of the same amount.'),
  }),
  output: z.object({
    id: z.string().describe('ID of the refund.'),
    amount: z.int().describe('In the smallest unit of the currency.'),
    status: z.enum(['pending', 'succeeded', 'failed', 'canceled']),
  }),
  annotations: { destructiveHint: true },
  confirm: ({ payment, amount, reference }) =>
    `Refund payment ${JSON.stringify(payment)}? Amount: ${amount ?? 'all of it'}. Reference: ${reference === undefined ? 'none' : JSON.stringify(reference)}.`,
  once: '1h',
  run: (body, { api }) =>
    api({ method: 'POST', path: '/refunds', idempotencyKey: 'Idempotency-Key', body: form(body) }),
});
