import type { Call } from 'mcp-provider/api';
import type { input } from '../tools/rooms/list-rooms.js';
import { callApi } from './client.js';

export const listRooms: Call<typeof input> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/rooms', query }, context);
  return response.body;
};
