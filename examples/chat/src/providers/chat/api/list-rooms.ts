import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages } from 'mcp-provider/api';
import type { input, output } from '../tools/list-rooms.js';
import { callApi } from './client.js';

export const listRooms: Call<typeof input, typeof output> = async (
  { limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: '/rooms', query };
  const page = cursorPages({ items: 'data', next: 'paging.next', parameter: 'cursor' });
  const items = await collect(callApi, request, context, { limit, page });
  return { rooms: items };
};
