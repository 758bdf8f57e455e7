import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases } from '../../../tests/fuzz/mutated.js';
import {
  collect,
  cursorPages,
  offsets,
  pageNumbers,
  type PageReader,
} from '../../src/api/pagination.js';
import type { Unchecked } from '../../src/call/definitions.js';
import { testContext } from '../context.js';

const all = Array.from({ length: 7 }, (_, index) => index);
const context = testContext();

/** An API with pages: what it is asked, and what is read of it. */
async function read(page: PageReader, limit: number, start: (query: Asked) => number) {
  const asked: Asked[] = [];
  const items = await collect(
    async ({ query }) => {
      const sent = query as unknown as Asked;
      asked.push(sent);
      const list = all.slice(start(sent), start(sent) + sent.size);
      const body = { list, total: all.length } as unknown as Unchecked;
      return { status: 200, headers: new Headers(), body };
    },
    { method: 'GET', path: '/rooms', query: { open: true } },
    context,
    { limit, page },
  );
  return { asked, items };
}

interface Asked {
  open: boolean;
  size: number;
  page?: number;
  offset?: number;
}

const size = { parameter: 'size', max: 3 };

it.each([{ first: 1 }, { first: 0 }])('reads pages with numbers from $first', async ({ first }) => {
  const page = pageNumbers({ items: 'list', parameter: 'page', first, size });
  const { asked, items } = await read(page, 100, ({ page = first }) => (page - first) * 3);
  expect(items).toEqual(all);
  expect(asked).toEqual([
    { open: true, size: 3 },
    { open: true, size: 3, page: first + 1 },
    { open: true, size: 3, page: first + 2 },
  ]);
});

it('reads pages by offset', async () => {
  const page = offsets({ items: 'list', parameter: 'offset', size });
  const { asked, items } = await read(page, 100, ({ offset = 0 }) => offset);
  expect(items).toEqual(all);
  expect(asked.map(({ offset }) => offset)).toEqual([undefined, 3, 6]);
});

it.each([
  { what: 'offset', page: offsets({ items: 'list', total: 'total', parameter: 'offset', size }) },
  { what: 'number', page: pageNumbers({ items: 'list', total: 'total', parameter: 'page', size }) },
])('reads no page past the total by $what', async ({ page }) => {
  const start = ({ offset, page: number = 1 }: Asked) => offset ?? (number - 1) * 3;
  const { asked, items } = await read(page, 100, start);
  expect(items).toEqual(all);
  expect(asked).toHaveLength(3);
});

it('all items are read once, whatever size the API gives its pages', async () => {
  const sizes = fc.record({
    count: fc.nat(150),
    max: fc.integer({ min: 5, max: 100 }),
    cap: fc.integer({ min: 4, max: 100 }),
  });
  const list = { items: 'list', total: 'total' };
  const readers = fc.constantFrom<[first: number, reader: (max: number) => PageReader]>(
    [0, (max) => offsets({ ...list, parameter: 'offset', size: { ...size, max } })],
    [1, (max) => pageNumbers({ ...list, parameter: 'page', size: { ...size, max } })],
    [0, (max) => pageNumbers({ ...list, parameter: 'page', first: 0, size: { ...size, max } })],
    [
      0,
      (max) =>
        cursorPages({ items: 'list', next: 'next', parameter: 'offset', size: { ...size, max } }),
    ],
  );
  await fc.assert(
    fc.asyncProperty(sizes, readers, async ({ count, max, cap }, [first, reader]) => {
      const page = reader(max);
      const has = Array.from({ length: count }, (_, index) => index);
      const items = await collect(
        async ({ query }) => {
          const { size: asked, page: number = first, offset } = query as unknown as Asked;
          const given = Math.min(asked, cap);
          const start = offset ?? (number - first) * given;
          const end = start + given;
          const next = end < count ? end : undefined;
          const body = { list: has.slice(start, end), total: count, next } as unknown as Unchecked;
          return { status: 200, headers: new Headers(), body };
        },
        { method: 'GET', path: '/rooms' },
        context,
        { limit: 1_000, page },
      );
      expect(items).toEqual(has);
    }),
    { numRuns: cases(100) },
  );
});
