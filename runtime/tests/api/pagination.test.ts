import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SendRequest } from '../../src/api/client.js';
import {
  collect,
  cursorPages,
  linkPages,
  listOf,
  type PageReader,
} from '../../src/api/pagination.js';
import type { ApiRequest } from '../../src/api/request.js';
import type { ApiResponse } from '../../src/api/response.js';
import type { Unchecked } from '../../src/call/definitions.js';
import { testContext } from '../context.js';

const first: ApiRequest = { method: 'GET', path: '/rooms', query: { archived: true, page: 0 } };

const context = testContext();
const response = (list: unknown[]): ApiResponse => ({
  status: 200,
  body: list as unknown as Unchecked,
  headers: new Headers(),
});

const sameLink = new Headers({ link: '<https://other.example/rooms?page=2>; rel="next"' });

/** Pages of two items that never end. */
function endless() {
  const asked: ApiRequest['query'][] = [];
  const read = (limit: number) =>
    collect(
      async ({ query }) => {
        asked.push(query);
        return response(['a', 'b']);
      },
      first,
      context,
      {
        limit,
        page: { read: ({ body }) => ({ items: listOf(body), next: { page: asked.length } }) },
      },
    );
  return { asked, read };
}

describe('collect', () => {
  it('reads pages of any length', async () => {
    const page = Array.from({ length: 300_000 }, (_, index) => index);
    const read = async () => response(page);
    const items = await collect(read, first, context, {
      limit: 500_000,
      page: { read: ({ body }) => ({ items: listOf(body), next: { page: 2 } }) },
    });
    expect(items).toHaveLength(500_000);
  });

  it('reads pages until it has enough, and keeps the rest of the query', async () => {
    const { asked, read } = endless();
    expect(await read(3)).toEqual(['a', 'b', 'a']);
    expect(asked).toEqual([
      { archived: true, page: 0 },
      { archived: true, page: 1 },
    ]);
  });

  it.each([
    { limit: 2, read: { items: ['a', 'b'], truncated: true }, because: 'another page follows' },
    { limit: 3, read: { items: ['a', 'b', 'c'], truncated: true }, because: 'the last is cut' },
    { limit: 4, read: { items: ['a', 'b', 'c', 'd'] }, because: 'nothing follows' },
  ])('says in a named list of $limit if there may be more: $because', async ({ limit, read }) => {
    const pages = [
      ['a', 'b'],
      ['c', 'd'],
    ];
    const page: PageReader = {
      read: ({ body }) => ({
        items: listOf(body),
        next: pages.length > 0 ? { page: 2 } : undefined,
      }),
    };
    const send = async () => response(pages.shift() ?? []);
    expect(await collect(send, first, context, { limit, page, name: 'items' })).toEqual(read);
  });

  it('sends the query of a link as it is: some APIs refuse other parameters beside its cursor', async () => {
    const headers = new Headers({ link: '</rooms?cursor=b&limit=2>; rel="next"' });
    const call = vi.fn<SendRequest>(async ({ query }) =>
      query?.cursor ? response(['b']) : { ...response(['a']), headers },
    );
    const request: ApiRequest = { method: 'GET', path: '/rooms', query: { state: 'open' } };
    const page = linkPages({ size: { parameter: 'limit', max: 2 } });
    expect(await collect(call, request, context, { limit: 9, page })).toEqual(['a', 'b']);
    expect(call.mock.lastCall?.[0].query).toEqual({ cursor: ['b'], limit: ['2'] });
  });

  it('follows the URL of the next page in the body, whose path is another', async () => {
    const call = vi.fn<SendRequest>(async ({ path }) => {
      const [records, next] = path === '/query' ? [['a'], '/v1/query/01g-2000?n=1'] : [['b'], null];
      const body = { records, '@odata.nextLink': next } as unknown as Unchecked;
      return { url: 'https://a.dev/v1/query?q=x', status: 200, headers: new Headers(), body };
    });
    const request: ApiRequest = { method: 'GET', path: '/query', query: { q: 'x' } };
    const page = linkPages({ items: 'records', next: '@odata.nextLink' });
    expect(await collect(call, request, context, { limit: 9, page })).toEqual(['a', 'b']);
    expect(call.mock.lastCall?.[0]).toMatchObject({
      path: 'https://a.dev/v1/query/01g-2000',
      query: { n: ['1'] },
    });
  });

  it.each([
    ['body', { query: 'x' }, { query: 'x', size: 2 }, { query: 'x', size: 2, after: 'b' }],
    [
      'variables',
      { query: '{ a }', variables: { id: 7 } },
      { query: '{ a }', variables: { id: 7, size: 2 } },
      { query: '{ a }', variables: { id: 7, size: 2, after: 'b' } },
    ],
  ] as const)('has the parameters of pages in the %s', async (place, body, ...bodies) => {
    const asked: unknown[] = [];
    const call: SendRequest = async (request) => {
      asked.push(request.body);
      const found = { list: ['a'], next: asked.length === 1 ? 'b' : null };
      return response((place === 'body' ? found : { data: found }) as never); // as the API sends it
    };
    const request: ApiRequest = { method: 'POST', path: '/search', body };
    const size = { parameter: 'size', max: 2 };
    const page = cursorPages({ items: 'list', next: 'next', parameter: 'after', size });
    const items = await collect(call, request, context, { limit: 9, page, in: place });
    expect([items, asked]).toEqual([['a', 'a'], bodies]);
  });

  it('reads on where the cursor is an object', async () => {
    let asked = 0;
    const call: SendRequest = async () => response([++asked] as never); // as the API sends it
    const read: PageReader['read'] = ({ body }) => ({
      items: listOf(body),
      next: { start: { id: asked } },
    });
    const request: ApiRequest = { method: 'POST', path: '/', body: {} };
    const all = collect(call, request, context, { limit: 3, page: { read }, in: 'body' });
    expect(await all).toEqual([1, 2, 3]);
  });

  it('does not take errors of GraphQL for an empty list', async () => {
    const call: SendRequest = async () => response({ errors: [{ message: 'Bad' }] } as never); // as the API sends it
    const page = cursorPages({ items: 'list', next: 'next', parameter: 'after' });
    const read = collect(call, { method: 'POST', path: '/', body: {} }, context, {
      limit: 9,
      page,
      in: 'variables',
    });
    await expect(read).rejects.toThrow('rejected the GraphQL request');
  });

  it('does not pass part of a list for all of it', async () => {
    const { asked, read } = endless();
    await expect(read(1_000)).rejects.toThrow('only 100 items');
    expect(asked).toHaveLength(50);
  });

  it.each([
    ['fails where the API repeats a page', ['a'], 'repeats a page: only 2 items'],
    ['ends where the API repeats the cursor of an empty page', [], undefined],
  ])('%s', async (_, last, fault) => {
    const pages = [['a'], last, last];
    const call = vi.fn(async () => ({ ...response(pages.shift() ?? []), headers: sameLink }));
    const read = collect(call, { method: 'GET', path: '/rooms' }, context, {
      limit: 9,
      page: linkPages(),
    });
    if (fault === undefined) expect(await read).toEqual(['a']);
    else await expect(read).rejects.toThrow(fault);
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('requests no page after the deadline of the call', async () => {
    const page: PageReader = {
      read: ({ body }, { page }) => ({ items: listOf(body), next: { page: Number(page) + 1 } }),
    };
    vi.useFakeTimers({ toFake: ['performance'], now: Date.now() });
    onTestFinished(() => void vi.useRealTimers());
    const late = { ...context, deadline: performance.now() + 10_000 };
    const slow = async () => {
      vi.advanceTimersByTime(6_000);
      return response(['a']);
    };
    const pages = collect(slow, first, late, { limit: 9, page });
    await expect(pages).rejects.toThrow('only 2 items');
  });

  it.each([
    { limit: 30, sent: 30 },
    { limit: 500, sent: 100 },
    { limit: 0, sent: 1 },
  ])('requests pages of $sent for a limit of $limit', async ({ limit, sent }) => {
    const call = vi.fn(async () => response([]));
    const page = linkPages({ size: { parameter: 'per_page', max: 100 } });
    await collect(call, first, context, { limit, page });
    const query = { archived: true, page: 0, per_page: sent };
    expect(call).toHaveBeenCalledWith({ ...first, query }, context);
  });
});

describe('listOf', () => {
  it.each([
    { body: ['a'], path: undefined, list: ['a'] },
    { body: { data: { rooms: ['a'] } }, path: 'data.rooms', list: ['a'] },
    { body: {}, path: 'data.rooms', list: [] },
    { body: { data: { rooms: null } }, path: 'data.rooms', list: [] },
  ])('finds $list in $body', ({ body, path, list }) => {
    expect(listOf(body, path)).toEqual(list);
  });

  it.each([
    { body: {}, path: undefined },
    { body: undefined, path: 'data' },
    { body: '<html>', path: 'data' },
    { body: ['a'], path: 'data' },
    { body: { data: 'a' }, path: 'data' },
  ])('finds none in $body at $path', ({ body, path }) => {
    expect(() => listOf(body, path)).toThrow('did not respond with a list');
  });
});
