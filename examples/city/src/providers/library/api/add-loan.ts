import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-loan.js';
import { callApi } from './client.js';

export const addLoan: Call<typeof input, typeof output> = async (body, context) => {
  const response = await callApi({ method: 'POST', path: '/loans', body }, context);
  return response.body;
};
