import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { SendRequest } from '../../../src/api/client.js';
import { cursorPages } from '../../../src/api/pages/cursor-pages.js';
import { linkPages } from '../../../src/api/pages/link-pages.js';
import type { PageReader } from '../../../src/api/pages/page.js';
import { listOf } from '../../../src/api/pages/values.js';
import { collect } from '../../../src/api/pagination.js';
import type { ApiRequest } from '../../../src/api/request.js';
import type { ApiResponse } from '../../../src/api/response.js';
import type { Unchecked } from '../../../src/call/define/definitions.js';
import { testContext } from '../../context.js';

const first: ApiRequest = { method: 'GET', path: '/rooms', query: { archived: true, page: 0 } };

const context = testContext();
const response = (list: unknown[]): ApiResponse => ({
  status: 200,
  body: list as unknown as Unchecked,
  headers: new Headers(),
});

/** Pages of two items that never end. */
function endless() {
  const asked: ApiRequest['query'][] = [];
  const read = (limit: number) =>
    collect(
      async ({ query }) => {
        asked.push(query);
        return response([`a${asked.length}`, 'b']);
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
    let start = 0;
    const read = async () =>
      response(Array.from({ length: 300_000 }, (_, index) => start++ + index));
    const items = await collect(read, first, context, {
      limit: 500_000,
      page: { read: ({ body }) => ({ items: listOf(body), next: { page: 2 } }) },
    });
    expect(items).toHaveLength(500_000);
  });

  it('reads pages until it has enough, and keeps the rest of the query', async () => {
    const { asked, read } = endless();
    expect(await read(3)).toEqual(['a1', 'b', 'a2']);
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
      const found = { list: [asked.length], next: asked.length === 1 ? 'b' : null };
      return response((place === 'body' ? found : { data: found }) as never); // as the API sends it
    };
    const request: ApiRequest = { method: 'POST', path: '/search', body };
    const size = { parameter: 'size', max: 2 };
    const page = cursorPages({ items: 'list', next: 'next', parameter: 'after', size });
    const items = await collect(call, request, context, { limit: 9, page, in: place });
    expect([items, asked]).toEqual([[1, 2], bodies]);
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

  it('requests no page after the deadline of the call', async () => {
    const page: PageReader = {
      read: ({ body }, { page }) => ({ items: listOf(body), next: { page: Number(page) + 1 } }),
    };
    vi.useFakeTimers({ toFake: ['performance'], now: Date.now() });
    onTestFinished(() => void vi.useRealTimers());
    const late = { ...context, deadline: performance.now() + 10_000 };
    const slow = async () => {
      vi.advanceTimersByTime(6_000);
      return response([performance.now()]);
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
