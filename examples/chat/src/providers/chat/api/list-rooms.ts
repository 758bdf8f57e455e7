import type { CallContext } from '../../../core/define.js';
import { collect, listOf, nextByCursor, valueAt } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type ListRoomsArgs = {
  archived: boolean;
  limit: number;
};

export async function listRooms(
  { limit, ...query }: ListRoomsArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: '/rooms', query },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(valueAt(body, 'data')),
      next: nextByCursor('cursor', valueAt(body, 'paging.next')),
    }),
  );
  return { rooms: items };
}
