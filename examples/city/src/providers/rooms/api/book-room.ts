import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/book-room.js';
import { callApi } from './client.js';

export const bookRoom: Call<typeof input, typeof output> = async (
  { room_id, 'Idempotency-Key': idempotencyKey, ...body },
  context,
) => {
  const response = await callApi(
    {
      method: 'POST',
      path: path`/rooms/${room_id}/bookings`,
      headers: { 'Idempotency-Key': idempotencyKey },
      body,
    },
    context,
  );
  return response.body;
};
