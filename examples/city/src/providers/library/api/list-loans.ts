import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/list-loans.js';
import { callApi } from './client.js';

export const listLoans: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/loans', query }, context);
  return response.body;
};
