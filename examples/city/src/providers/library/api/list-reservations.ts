import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/list-reservations.js';
import { callApi } from './client.js';

export const listReservations: Call<typeof input, typeof output> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/reservations', query }, context);
  return response.body;
};
