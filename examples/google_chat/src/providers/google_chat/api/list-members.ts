import type { CallContext } from '../../../core/define.js';
import { path } from '../../../core/http.js';
import { nextByCursor } from '../../../core/cursor-pages.js';
import { collect, listOf } from '../../../core/pagination.js';
import { callApi } from './client.js';

export type ListMembersArgs = {
  space: string;
  limit: number;
};

export async function listMembers(
  { space, limit }: ListMembersArgs,
  context: CallContext,
): Promise<unknown> {
  const items = await collect(
    limit,
    { method: 'GET', path: path`/spaces/${space}/members` },
    (request) => callApi(request, context),
    ({ body }) => ({
      items: listOf(body, 'memberships'),
      next: nextByCursor(body, 'nextPageToken', 'pageToken'),
    }),
  );
  return { memberships: items };
}
