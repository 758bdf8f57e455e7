import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages, path } from 'mcp-provider/api';
import type { input, output } from '../tools/list-messages.js';
import { callApi } from './client.js';

export const listMessages: Call<typeof input, typeof output> = async (
  { room_id, limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: path`/rooms/${room_id}/messages`, query };
  const page = cursorPages({ items: 'data', next: 'paging.next', parameter: 'cursor' });
  const items = await collect(callApi, request, context, { limit, page });
  return { messages: items };
};
