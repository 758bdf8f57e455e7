import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages } from 'mcp-provider/api';
import type { input, output } from '../tools/list-spaces.js';
import { callApi } from './client.js';

export const listSpaces: Call<typeof input, typeof output> = async (
  { limit, ...query },
  context,
) => {
  const request: ApiRequest = { method: 'GET', path: '/spaces', query };
  const page = cursorPages({ items: 'spaces', next: 'nextPageToken', parameter: 'pageToken' });
  const items = await collect(callApi, request, context, { limit, page });
  return { spaces: items };
};
