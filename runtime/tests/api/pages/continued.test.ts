import { expect, it } from 'vitest';
import { ApiError } from '../../../src/api/api-error.js';
import type { SendRequest } from '../../../src/api/client.js';
import { cursorPages } from '../../../src/api/pages/cursor-pages.js';
import { linkPages } from '../../../src/api/pages/link-pages.js';
import { offsets, pageNumbers } from '../../../src/api/pages/numbered-pages.js';
import type { PageReader } from '../../../src/api/pages/page.js';
import { collect } from '../../../src/api/pagination.js';
import { list } from '../../../src/api/parameters.js';
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

/** An API with 300 items in pages of at most 100, which counts its requests. */
function longList() {
  const items = Array.from({ length: 300 }, (_, index) => ({ id: index + 1 }));
  let requests = 0;
  const api: SendRequest = async ({ query = {} }) => {
    requests++;
    const start = Number(query.offset ?? String(query.after ?? 'item-0').replace('item-', ''));
    const page = items.slice(start, start + Number(query.size));
    const body = { items: page, next: `item-${start + page.length}` };
    return { status: 200, headers: new Headers(), body: body as never };
  };
  return { api, requestCount: () => requests };
}

it.each([
  cursorPages({
    items: 'items',
    next: 'next',
    parameter: 'after',
    size: { parameter: 'size', max: 100 },
  }),
  offsets({ items: 'items', parameter: 'offset', size: { parameter: 'size', max: 100 } }),
])('reads large pages after a small one', async (page) => {
  const { api, requestCount } = longList();
  const { next_cursor: cursor } = await collect(api, request, context, {
    limit: 1,
    cursor: undefined,
    page,
    name: 'rooms',
  });
  const { rooms } = await collect(api, request, context, {
    limit: 200,
    cursor,
    page,
    name: 'rooms',
  });
  expect(rooms).toEqual(Array.from({ length: 200 }, (_, index) => ({ id: index + 2 })));
  expect(requestCount()).toBe(3);
});

it('continues pages by number, which the API sends as a cursor, in pages of the same size', async () => {
  const numbered: SendRequest = async ({ query = {} }) => {
    const [number, asked] = [Number(query.page ?? 1), Number(query.size)];
    const items = all.slice((number - 1) * asked, number * asked);
    const next = number * asked < all.length ? number + 1 : null;
    return { status: 200, headers: new Headers(), body: { items, next } as never };
  };
  const page = cursorPages({ items: 'items', next: 'next', parameter: 'page', size });
  const read = (limit: number, cursor?: string) =>
    collect(numbered, request, context, { limit, cursor, page, name: 'rooms' });
  const first = await read(2);
  const { rooms } = await read(5, first.next_cursor);
  expect([...first.rooms, ...rooms]).toEqual(all.slice(0, 7));
});

/** The first values of a cursor of `readers.page`. */
const cursorValues = async (): Promise<unknown[]> => {
  const how = { limit: 5, cursor: undefined, page: readers.page!, name: 'rooms' };
  const { next_cursor: cursor = '' } = await collect(api, request, context, how);
  return JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
};

it('has the values of a position in a cursor', async () => {
  expect((await cursorValues()).slice(1)).toEqual([2, 5, 5, 0, true]);
});

const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const REFUSED = 'not one that this tool';

it.each(['page 2', '', forged({ page: 2 }), forged(['12345678', 2, 5, 5, 0, false])])(
  'refuses a cursor of no result: %s',
  async (cursor) => {
    const how = { limit: 2, cursor, page: readers.page!, name: 'rooms' };
    await expect(collect(api, request, context, how)).rejects.toThrow(REFUSED);
  },
);

it.each([
  [[2, 5, 5]],
  [[2, 6, 5, 0, false]],
  [[2, 0, 5, 0, false]],
  [[2, 5, -1, 0, false]],
  [[2, 5, 5, 0.5, false]],
  [[2, 5, 5, 0, 'no']],
  [[2, 5, 5, 0, false, 'more']],
])('refuses a position of no result: %j', async (values) => {
  const [list] = await cursorValues();
  const cursor = forged([list, ...values]);
  const how = { limit: 2, cursor, page: readers.page!, name: 'rooms' };
  await expect(collect(api, request, context, how)).rejects.toThrow(REFUSED);
});

const inBody = { method: 'POST', path: '/rooms' } as const;

it.each<[what: string, of: ApiRequest, other: ApiRequest, place?: 'query' | 'body' | 'variables']>([
  ['a path', request, { ...request, path: '/users' }],
  ['a host', request, { ...request, baseUrl: 'https://b.example' }],
  ['a filter', request, { ...request, query: { archived: false } }],
  [
    'a serialized filter',
    { ...request, query: { by: list(['name']) } },
    { ...request, query: { by: list(['size']) } },
  ],
  [
    'a filter in the body',
    { ...inBody, body: { archived: true } },
    { ...inBody, body: { archived: false } },
    'body',
  ],
  [
    'a variable',
    { ...inBody, body: { query: '{}', variables: { team: 'WEB' } } },
    { ...inBody, body: { query: '{}', variables: { team: 'APP' } } },
    'variables',
  ],
])('does not continue the list of %s on another', async (_, of, other, place = 'query') => {
  const send: SendRequest = async () => {
    const page = { items: all.slice(0, 5), next: 'more' };
    const body = place === 'variables' ? { data: page } : page;
    return { status: 200, headers: new Headers(), body: body as never };
  };
  const page = cursorPages({ items: 'items', next: 'next', parameter: 'after', size });
  const read = (from: ApiRequest, limit: number, cursor?: string) =>
    collect(send, from, context, { limit, cursor, page, name: 'rooms', in: place });
  const { next_cursor: cursor } = await read(of, 2);
  expect(cursor).toBeDefined();
  await expect(read(of, 3, cursor)).resolves.toMatchObject({ rooms: all.slice(2, 5) });
  await expect(read(other, 2, cursor)).rejects.toThrow(REFUSED);
});

it('ends with what may be more where the next page of a list is refused that may have ended', async () => {
  const of = { page: readers.page!, name: 'rooms', limit: 5 } as const;
  const { next_cursor: cursor } = await collect(api, request, context, {
    ...of,
    cursor: undefined,
  });
  const refuse = () => Promise.reject(new ApiError('arguments', 'No such page'));
  const read = collect(refuse, request, context, { ...of, cursor });
  await expect(read).resolves.toEqual({ rooms: [], truncated: true });
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

it('continues a list whose request has an integer that a JSON number would round', async () => {
  const search = (owner: bigint) => ({
    method: 'POST' as const,
    path: '/rooms/search' as const,
    query: { archived: true, owner },
    body: { owner },
  });
  const { page } = readers;
  const how = { limit: 3, page: page!, name: 'rooms' } as const;
  const start = await collect(api, search(2n ** 60n), context, { ...how, cursor: undefined });
  const next = { ...how, cursor: start.next_cursor };
  expect(await collect(api, search(2n ** 60n), context, next)).toMatchObject({
    rooms: all.slice(3, 6),
  });
  const other = collect(api, search(2n ** 60n + 1n), context, next);
  await expect(other).rejects.toThrow('Only the limit may differ');
});
