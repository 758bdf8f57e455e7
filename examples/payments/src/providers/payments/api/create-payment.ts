import type { Call } from 'mcp-provider/api';
import { form, select } from 'mcp-provider/api';
import type { input, output } from '../tools/create-payment.js';
import { callApi } from './client.js';

export const createPayment: Call<typeof input, typeof output> = async (
  { idempotency_key, payment_methods, ...body },
  context,
) => {
  const response = await callApi(
    {
      method: 'POST',
      path: '/payments',
      headers: { 'Idempotency-Key': idempotency_key },
      body: form(
        { ...body, payment_method_types: payment_methods, confirm: true },
        { lists: 'indices' },
      ),
    },
    context,
  );
  return select(response.body, { exclude: ['client_secret'] });
};
