import type { Call } from 'mcp-provider/api';
import { form } from 'mcp-provider/api';
import type { input, output } from '../tools/refund-payment.js';
import { callApi } from './client.js';

export const refundPayment: Call<typeof input, typeof output> = async (
  { idempotency_key, ...body },
  context,
) => {
  const response = await callApi(
    {
      method: 'POST',
      path: '/refunds',
      headers: { 'Payments-Account': 'main', 'Idempotency-Key': idempotency_key },
      body: form(body),
    },
    context,
  );
  return response.body;
};
