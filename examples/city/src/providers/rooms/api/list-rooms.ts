import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, pageNumbers, select } from 'mcp-provider/api';
import type { input, output } from '../tools/list-rooms.js';
import { callApi } from './client.js';

export const listRooms: Call<typeof input, typeof output> = async (
  { limit, building, seats },
  context,
) => {
  const request: ApiRequest = {
    method: 'GET',
    path: '/rooms',
    query: { bldg: building, 'min-seats': seats },
  };
  const page = pageNumbers({
    parameter: 'page',
    first: 1,
    size: { parameter: 'per_page', max: 100 },
  });
  const items = await collect(callApi, request, context, { limit, page });
  return { items: select(items, { include: ['id', 'name', 'seats', 'building'] }) };
};
