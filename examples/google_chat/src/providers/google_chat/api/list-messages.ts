import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type ListMessagesArgs = {
  space: string;
  filter?: string;
  orderBy: 'createTime ASC' | 'createTime DESC';
  limit: number;
};

export async function listMessages(
  { space, limit, ...query }: ListMessagesArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: path`/spaces/${space}/messages`, query },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(body, 'messages'),
      next: nextByCursor(body, 'nextPageToken', 'pageToken'),
    }),
  );
  return { messages: items };
}
