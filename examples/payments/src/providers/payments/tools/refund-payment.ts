import { integer } from 'mcp-provider';
import * as z from 'zod';
import { refundPayment } from '../api/refund-payment.js';
import { tool } from '../mcp-instance.js';

export const input = z.object({
  payment: z.string().describe('Payment to refund.'),
  amount: integer().min(1).optional().describe('Default: all of it.'),
  idempotency_key: z.string().max(255).describe('A value of your own for this refund.'),
});

export const output = z.object({
  id: z.string(),
  amount: integer(),
  status: z.enum(['pending', 'succeeded', 'failed', 'canceled']),
});

export const refundPaymentTool = tool({
  name: 'refund_payment',
  title: 'Refund payment',
  description: 'Pay back a payment, or a part of it.',
  input,
  output,
  annotations: { destructiveHint: true },
  run: refundPayment,
});
