import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-loan.js';
import { callApi } from './client.js';

export const getLoan: Call<typeof input, typeof output> = async ({ id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/loans/${id}` }, context);
  return response.body;
};
