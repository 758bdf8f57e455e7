import type { Call } from 'mcp-provider/api';
import { form, path } from 'mcp-provider/api';
import type { input, output } from '../tools/renew-loan.js';
import { callApi } from './client.js';

export const renewLoan: Call<typeof input, typeof output> = async ({ id, ...body }, context) => {
  const response = await callApi(
    { method: 'POST', path: path`/loans/${id}/renewals`, body: form(body) },
    context,
  );
  return response.body;
};
