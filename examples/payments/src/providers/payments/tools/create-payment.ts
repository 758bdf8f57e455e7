import { form, select } from 'mcp-provider/api';
import * as z from 'zod';
import { tool } from '../mcp-instance.js';
import { payment } from '../schemas/payment.js';

export const createPayment = tool({
  name: 'create_payment',
  title: 'Create payment',
  description:
    'Charge a customer. A repeated idempotency key charges once, for as long as the API knows the key.',
  input: z.strictObject({
    amount: z.int().min(1).describe('In the smallest unit of the currency.'),
    currency: z.string().length(3).describe('Such as "eur".'),
    customer: z.string().describe('ID of the customer to charge.'),
    payment_methods: z
      .array(z.enum(['card', 'sepa_debit']))
      .optional()
      .describe('Accepted methods.'),
    shipping: z
      .strictObject({
        name: z.string().describe('Who receives the goods.'),
        address: z.strictObject({
          line1: z.string().describe('Street and number.'),
          city: z.string(),
          country: z.string().describe('Two letters, such as "DE".'),
        }),
      })
      .optional()
      .describe('Where the goods go.'),
    metadata: z.record(z.string(), z.string()).optional().describe('Your own data, by key.'),
    idempotency_key: z
      .string()
      .min(1)
      .max(255)
      .describe('A new UUID for each payment. Repeat it only to try the same payment again.'),
  }),
  output: payment,
  annotations: { destructiveHint: true },
  confirm: ({ customer, amount, currency }) =>
    `Charge customer ${JSON.stringify(customer)}? Amount: ${amount}, in the smallest unit of ${JSON.stringify(currency)}.`,
  async run({ idempotency_key, payment_methods, ...body }, { api }) {
    const response = await api({
      method: 'POST',
      path: '/payments',
      headers: { 'Idempotency-Key': idempotency_key },
      body: form(
        { ...body, payment_method_types: payment_methods, confirm: true },
        { lists: 'indices' },
      ),
    });
    return select(response.body, { exclude: ['client_secret'] });
  },
});
