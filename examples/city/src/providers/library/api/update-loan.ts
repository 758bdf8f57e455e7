import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/update-loan.js';
import { callApi } from './client.js';

export const updateLoan: Call<typeof input, typeof output> = async ({ id, ...body }, context) => {
  const response = await callApi({ method: 'PATCH', path: path`/loans/${id}`, body }, context);
  return response.body;
};
