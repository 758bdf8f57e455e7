import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input } from '../tools/delete-reservation.js';
import { callApi } from './client.js';

export const deleteReservation: Call<typeof input> = async ({ id }, context) => {
  const response = await callApi({ method: 'DELETE', path: path`/reservations/${id}` }, context);
  return response.body;
};
