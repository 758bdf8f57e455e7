import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/delete-loan.js';
import { callApi } from './client.js';

export const deleteLoan: Call<typeof input> = async ({ id }, context) => {
  const response = await callApi({ method: 'DELETE', path: path`/loans/${id}` }, context);
  return response.body;
};
