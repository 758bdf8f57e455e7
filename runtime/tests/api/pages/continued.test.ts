import { expect, it } from 'vitest';
import { ApiError } from '../../../src/api/api-error.js';
import type { SendRequest } from '../../../src/api/client.js';
import { cursorPages } from '../../../src/api/pages/cursor-pages.js';
import { linkPages } from '../../../src/api/pages/link-pages.js';
import { offsets, pageNumbers } from '../../../src/api/pages/numbered-pages.js';
import type { PageReader } from '../../../src/api/pages/page.js';
import { collect } from '../../../src/api/pagination.js';
import type { ApiRequest } from '../../../src/api/request.js';
import { testContext } from '../../context.js';

const context = testContext();
const all = Array.from({ length: 23 }, (_, index) => ({ id: index + 1 }));
const size = { parameter: 'size', max: 5 };
const request: ApiRequest = { method: 'GET', path: '/rooms', query: { archived: true } };

/** An API with 23 items in pages of at most 5, or of 4 where the request states no size. */
const api: SendRequest = async ({ query = {} }) => {
  const asked = Number(query.size ?? 4);
  const start = Number(query.offset ?? query.after ?? (Number(query.page ?? 1) - 1) * asked);
  expect(query.archived).toBe(true);
  if (start > all.length) throw new ApiError('missing', 'No such page.');
  const items = all.slice(start, start + asked);
  const end = start + items.length;
  const body = { items, next: end < all.length ? String(end) : null, total: all.length };
  return { status: 200, headers: new Headers(), body: body as never };
};

const readers: Record<string, PageReader> = {
  cursor: cursorPages({ items: 'items', next: 'next', parameter: 'after' }),
  'cursor with a size': cursorPages({ items: 'items', next: 'next', parameter: 'after', size }),
  'last item': cursorPages({ items: 'items', lastItem: 'id', parameter: 'after', size }),
  page: pageNumbers({ items: 'items', parameter: 'page', size }),
  'page with a total': pageNumbers({ items: 'items', total: 'total', parameter: 'page', size }),
  offset: offsets({ items: 'items', parameter: 'offset', size }),
  'offset with a total': offsets({ items: 'items', total: 'total', parameter: 'offset', size }),
};

it.each(
  Object.entries(readers).flatMap(([name, page]) =>
    [1, 2, 3, 4, 5, 7, 10, 22, 23, 24].map((limit) => ({ name, page, limit })),
  ),
)('$name: parts of $limit are the whole list, also of changing sizes', async ({ page, limit }) => {
  for (const change of [0, 1]) {
    const items: unknown[] = [];
    let cursor: string | undefined;
    let calls = 0;
    do {
      const how = { limit: limit + change * (calls % 3), cursor, page, name: 'rooms' } as const;
      const result = await collect(api, request, context, how);
      expect(result.rooms.length).toBeLessThanOrEqual(how.limit);
      expect(result.truncated).toBe(result.next_cursor === undefined ? undefined : true);
      items.push(...result.rooms);
      cursor = result.next_cursor;
    } while (cursor !== undefined && ++calls < 30);
    expect(items).toEqual(all);
  }
});

it('has no cursor where the tool has no such argument, or the API sends URLs', async () => {
  const { page } = readers;
  expect(await collect(api, request, context, { limit: 2, page: page!, name: 'rooms' })).toEqual({
    rooms: all.slice(0, 2),
    truncated: true,
  });
  const links = linkPages({ items: 'items' });
  const how = { limit: 2, cursor: undefined, page: links, name: 'rooms' };
  expect(await collect(api, request, context, how)).toEqual({
    rooms: all.slice(0, 2),
    truncated: true,
  });
});

const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it.each([
  'page 2',
  '',
  forged({ page: 2 }),
  forged([2, 5, 5]),
  forged([2, 6, 5, 0, false]),
  forged([2, 0, 5, 0, false]),
  forged([2, 5, -1, 0, false]),
  forged([2, 5, 5, 0.5, false]),
  forged([2, 5, 5, 0, 'no']),
  forged([2, 5, 5, 0, false, 'more']),
])('refuses a cursor of no result: %s', async (cursor) => {
  const how = { limit: 2, cursor, page: readers.page!, name: 'rooms' };
  await expect(collect(api, request, context, how)).rejects.toThrow('not one that this tool');
});

it('does not take a page that is gone, or an error, for the end of a list', async () => {
  const page = readers.cursor!;
  const { next_cursor: cursor } = await collect(api, request, context, {
    limit: 4,
    cursor: undefined,
    page,
    name: 'rooms',
  });
  for (const error of [new ApiError('missing', 'Expired'), new ApiError('response', 'Broken')]) {
    const fails = () => Promise.reject(error);
    const read = collect(fails, request, context, { limit: 4, cursor, page, name: 'rooms' });
    await expect(read).rejects.toThrow(error.message);
  }
});
