import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, cursorPages, path } from 'mcp-provider/api';
import type { input, output } from '../tools/list-members.js';
import { callApi } from './client.js';

export const listMembers: Call<typeof input, typeof output> = async ({ space, limit }, context) => {
  const request: ApiRequest = { method: 'GET', path: path`/spaces/${space}/members` };
  const page = cursorPages({ items: 'memberships', next: 'nextPageToken', parameter: 'pageToken' });
  const items = await collect(callApi, request, context, { limit, page });
  return { memberships: items };
};
