import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages, deepObject, select } from 'mcp-provider/api';
import type { input, output } from '../tools/list-payments.js';
import { callApi } from './client.js';

export const listPayments: Call<typeof input, typeof output> = async (
  { limit, created, ...query },
  context,
) => {
  const request: ApiRequest = {
    method: 'GET',
    path: '/payments',
    query: { ...query, created: deepObject(created) },
  };
  const page = cursorPages({
    items: 'data',
    lastItem: 'id',
    more: 'has_more',
    parameter: 'starting_after',
    size: { parameter: 'limit', max: 100 },
  });
  const items = await collect(callApi, request, context, { limit, page });
  return { payments: select(items, { exclude: ['client_secret'] }) };
};
