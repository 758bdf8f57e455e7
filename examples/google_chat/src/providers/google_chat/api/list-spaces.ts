import type { CallContext } from '../../../core/define.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type ListSpacesArgs = {
  filter?: string;
  limit: number;
};

export async function listSpaces(
  { limit, ...query }: ListSpacesArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: '/spaces', query },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(body, 'spaces'),
      next: nextByCursor(body, 'nextPageToken', 'pageToken'),
    }),
  );
  return { spaces: items };
}
