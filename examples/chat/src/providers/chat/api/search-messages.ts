import type { CallContext } from '../../../core/define.js';
import { collect, listOf, nextByCursor, valueAt } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type SearchMessagesArgs = {
  query: string;
  from?: string;
  limit: number;
};

export async function searchMessages(
  { limit, ...query }: SearchMessagesArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: '/search/messages', query },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(valueAt(body, 'data')),
      next: nextByCursor('cursor', valueAt(body, 'paging.next')),
    }),
  );
  return { messages: items };
}
