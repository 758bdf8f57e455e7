import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, offsets } from 'mcp-provider/api';
import type { input, output } from '../tools/list-loans.js';
import { callApi } from './client.js';

export const listLoans: Call<typeof input, typeof output> = async (
  { limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: '/loans', query };
  const page = offsets({
    items: 'items',
    parameter: 'offset',
    size: { parameter: 'limit', max: 50 },
  });
  const items = await collect(callApi, request, context, { limit, page });
  return { items };
};
