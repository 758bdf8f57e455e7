import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/get-reservation.js';
import { callApi } from './client.js';

export const getReservation: Call<typeof input, typeof output> = async ({ id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/reservations/${id}` }, context);
  return response.body;
};
