import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/update-reservation.js';
import { callApi } from './client.js';

export const updateReservation: Call<typeof input, typeof output> = async (
  { id, ...body },
  context,
) => {
  const response = await callApi(
    { method: 'PATCH', path: path`/reservations/${id}`, body },
    context,
  );
  return response.body;
};
