import type { Call } from 'mcp-provider/api';
import { path } from 'mcp-provider/api';
import type { input, output } from '../tools/list-rooms.js';
import { callApi } from './client.js';

export const listRooms: Call<typeof input, typeof output> = async ({ building }, context) => {
  const response = await callApi(
    { method: 'GET', path: path`/buildings/${building}/rooms` },
    context,
  );
  return response.body;
};
