import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/add-reservation.js';
import { callApi } from './client.js';

export const addReservation: Call<typeof input, typeof output> = async (body, context) => {
  const response = await callApi({ method: 'POST', path: '/reservations', body }, context);
  return response.body;
};
