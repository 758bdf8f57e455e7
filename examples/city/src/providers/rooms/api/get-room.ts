import type { Call } from 'mcp-provider/api';
import { path, select } from 'mcp-provider/api';
import type { input, output } from '../tools/get-room.js';
import { callApi } from './client.js';

export const getRoom: Call<typeof input, typeof output> = async ({ room_id }, context) => {
  const response = await callApi({ method: 'GET', path: path`/rooms/${room_id}` }, context);
  return select(response.body, { exclude: ['internal_code'] });
};
