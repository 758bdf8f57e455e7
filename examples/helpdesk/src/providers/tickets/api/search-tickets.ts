import type { CallContext } from '../../../core/define.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type SearchTicketsArgs = {
  query: string;
  status?: 'new' | 'open' | 'solved';
  limit: number;
};

export async function searchTickets(
  { limit, ...query }: SearchTicketsArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: '/tickets/search', query },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(body, 'data'),
      next: nextByCursor(body, 'meta.next_cursor', 'cursor'),
    }),
  );
  return { tickets: items };
}
