import type { CallContext } from '../../../core/define.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
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
      items: listOf(body, 'data'),
      next: nextByCursor(body, 'paging.next', 'cursor'),
    }),
  );
  return { rooms: items };
}
