import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type ListMessagesArgs = {
  room_id: string;
  since?: string;
  limit: number;
};

export async function listMessages(
  { room_id, limit, ...query }: ListMessagesArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: path`/rooms/${room_id}/messages`, query },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(body, 'data'),
      next: nextByCursor(body, 'paging.next', 'cursor'),
    }),
  );
  return { messages: items };
}
