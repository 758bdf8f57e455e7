import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages, path } from 'mcp-provider/api';
import type { input, output } from '../tools/list-messages.js';
import { callApi } from './client.js';

export const listMessages: Call<typeof input, typeof output> = async (
  { space, limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: path`/spaces/${space}/messages`, query };
  const page = cursorPages({ items: 'messages', next: 'nextPageToken', parameter: 'pageToken' });
  const items = await collect(callApi, request, context, { limit, page });
  return { messages: items };
};
