import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages } from 'mcp-provider/api';
import type { input, output } from '../tools/search-tickets.js';
import { callApi } from './client.js';

export const searchTickets: Call<typeof input, typeof output> = async (
  { limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: '/tickets/search', query };
  const page = cursorPages({ items: 'data', next: 'meta.next_cursor', parameter: 'cursor' });
  const items = await collect(callApi, request, context, { limit, page });
  return { tickets: items };
};
