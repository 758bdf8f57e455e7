import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ApiRequest } from '../../src/core/http.js';
import { collect, listOf } from '../../src/core/pagination.js';

const first: ApiRequest = { method: 'GET', path: '/rooms', query: { archived: true, page: 0 } };

/** Pages of two items that never end. */
function endless() {
  const asked: ApiRequest['query'][] = [];
  const read = (limit: number) =>
    collect(
      limit,
      first,
      async ({ query }) => {
        asked.push(query);
        return { body: ['a', 'b'], headers: new Headers() };
      },
      ({ body }) => ({ items: listOf(body), next: { page: asked.length } }),
    );
  return { asked, read };
}

describe('collect', () => {
  it('reads pages until it has enough, and keeps the rest of the query', async () => {
    const { asked, read } = endless();
    expect(await read(3)).toEqual(['a', 'b', 'a']);
    expect(asked).toEqual([
      { archived: true, page: 0 },
      { archived: true, page: 1 },
    ]);
  });

  it('does not pass part of a list for all of it', async () => {
    const { asked, read } = endless();
    await expect(read(1_000)).rejects.toThrow('only 100 items');
    expect(asked).toHaveLength(50);
  });

  it('asks for no more pages after a while', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const slow = async () => {
      vi.advanceTimersByTime(20_000);
      return { body: ['a'], headers: new Headers() };
    };
    const pages = collect(9, first, slow, () => ({ items: ['a'], next: {} }));
    await expect(pages).rejects.toThrow('only 2 items');
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
    expect(() => listOf(body, path)).toThrow('did not answer with a list');
  });
});
