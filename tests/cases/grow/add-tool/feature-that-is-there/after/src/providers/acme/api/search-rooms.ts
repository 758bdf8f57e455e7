import type { CallContext } from '../../../core/define.js';
import { collect, listOf, nextByLink } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type SearchRoomsArgs = {
  limit: number;
};

export async function searchRooms(
  { limit }: SearchRoomsArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: '/search' },
    (request) => callApi(request, context),
    ({ body, headers }) => ({ items: listOf(body), next: nextByLink(headers) }),
  );
  return { rooms: items };
}
