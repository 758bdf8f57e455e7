import type { Call } from 'mcp-provider/api';
import type { roomsInput } from '../tools.js';
import { callApi } from './client.js';

export const listRooms: Call<typeof roomsInput> = async (query, context) => {
  const response = await callApi({ method: 'GET', path: '/rooms', query }, context);
  return response.body;
};
