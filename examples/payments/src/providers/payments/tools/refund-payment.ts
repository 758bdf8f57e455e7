import { form } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';

export const refundPayment = tool({
  name: 'refund_payment',
  title: 'Refund payment',
  description: 'Pay back a payment, or a part of it.',
  input: z.strictObject({
    payment: z.string().describe('Payment to refund.'),
    amount: z.int().min(1).optional().describe('Default: all of it.'),
  }),
  output: z.object({
    id: z.string(),
    amount: z.int(),
    status: z.enum(['pending', 'succeeded', 'failed', 'canceled']),
  }),
  annotations: { destructiveHint: true },
  once: '1h',
  run: (body, { api }) =>
    api({
      method: 'POST',
      path: '/refunds',
      headers: { 'Payments-Account': 'main' },
      idempotencyKey: 'Idempotency-Key',
      body: form(body),
    }),
});
