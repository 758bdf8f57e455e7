import type { ApiRequest, Call } from 'mcp-provider/api';
import { collect, list, offsets, select } from 'mcp-provider/api';
import type { input, output } from '../tools/list-files.js';
import { callApi } from './client.js';

export const listFiles: Call<typeof input, typeof output> = async ({ limit, tags }, context) => {
  const request: ApiRequest = { method: 'GET', path: '/files', query: { tags: list(tags) } };
  const page = offsets({
    items: 'entries',
    total: 'total_count',
    parameter: 'offset',
    size: { parameter: 'limit', max: 100 },
  });
  const items = await collect(callApi, request, context, { limit, page });
  return { files: select(items, { include: ['id', 'name', 'size'] }) };
};
