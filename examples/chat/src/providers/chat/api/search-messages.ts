import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages } from 'mcp-provider/api';
import type { input, output } from '../tools/search-messages.js';
import { callApi } from './client.js';

export const searchMessages: Call<typeof input, typeof output> = async (
  { limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: '/search/messages', query };
  const page = cursorPages({ items: 'data', next: 'paging.next', parameter: 'cursor' });
  const items = await collect(callApi, request, context, { limit, page });
  return { messages: items };
};
