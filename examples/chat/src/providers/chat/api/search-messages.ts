import type { CallContext } from '../../../core/define.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
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
      items: listOf(body, 'data'),
      next: nextByCursor(body, 'paging.next', 'cursor'),
    }),
  );
  return { messages: items };
}
