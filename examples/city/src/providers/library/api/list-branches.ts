import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, offsets } from 'mcp-provider/api';
import type { input, output } from '../tools/list-branches.js';
import { callApi } from './client.js';

export const listBranches: Call<typeof input, typeof output> = async (
  { limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: '/branches', query };
  const page = offsets({
    items: 'items',
    parameter: 'offset',
    size: { parameter: 'limit', max: 50 },
  });
  const items = await collect(callApi, request, context, { limit, page });
  return { items };
};
