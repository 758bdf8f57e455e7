import fc from 'fast-check';
import { expect, it } from 'vitest';
import { caseCount } from '../../../../tests/support/mutated.js';
import * as api from '../../../src/api.js';
import type { SendRequest } from '../../../src/api/client.js';
import { outgoingRequest } from '../../../src/api/request.js';
import type { Unchecked } from '../../../src/call/define/definitions.js';
import { testContext } from '../../context.js';

const BASE = 'https://a.dev/v1';
const size = { parameter: 'n', max: 20 };
const items = 'list';

/** How each reader asks for a page: the place where it begins in the list. */
const READERS = {
  cursor: api.cursorPages({ items, next: 'next', parameter: 'from', size }),
  more: api.cursorPages({ items, lastItem: 'id', more: 'more', parameter: 'after', size }),
  link: api.linkPages({ items, next: 'link', size }),
  header: api.linkPages({ items, size }),
  offset: api.offsets({ items, total: 'total', parameter: 'from', size }),
  page: api.pageNumbers({ items, total: 'total', parameter: 'page', size }),
};

const apis = fc.record({
  reader: fc.constantFrom(...(Object.keys(READERS) as (keyof typeof READERS)[])),
  count: fc.nat(60),
  cap: fc.integer({ min: 1, max: 25 }),
  limit: fc.integer({ min: 1, max: 80 }),
  yes: fc.constantFrom<unknown>(true, 1, 'true', '1', 'yes'),
  no: fc.constantFrom<unknown>(false, 0, 'false', '0', undefined),
  total: fc.constantFrom<(count: number) => unknown>(
    (count) => count,
    String,
    () => undefined,
    () => -1,
    () => 'many',
  ),
  nextLink: fc.constantFrom<(href: string) => unknown>(
    (href) => href,
    (href) => ({ href }),
    (href) => href.replace('https:', 'http:'),
  ),
  end: fc.constantFrom<unknown>(null, '', undefined),
  past: fc.constantFrom('empty', 204, 404, 400, 'first', 'last'),
  fault: fc.constantFrom('none', 'none', 'ignores', 'circle'),
});

it('what is read is the beginning of the list without doubles, and says so unless it is all', async () => {
  await fc.assert(
    fc.asyncProperty(apis, async (each) => {
      const { reader, count, cap, limit, yes, no, total, nextLink, end, past, fault } = each;
      const all = Array.from({ length: count }, (_, id) => ({ id }));
      const call: SendRequest = async (request) => {
        const { url } = await outgoingRequest(BASE, request);
        const query = url.searchParams;
        const length = Math.min(cap, Number(query.get('n') ?? cap));
        const page = Number(query.get('page') ?? 1) - 1;
        const after = query.has('after') ? Number(query.get('after')) + 1 : page * length;
        let start = fault === 'ignores' ? 0 : Number(query.get('from') ?? after);
        const headers = new Headers();
        if (start >= count && start > 0) {
          if (past === 404) throw new api.ApiError('missing', 'No such page', { status: 404 });
          if (past === 400) throw new api.ApiError('arguments', 'Too far', { status: 400 });
          if (past === 204)
            return { url: url.href, status: 204, headers, body: undefined as never };
          if (past === 'first') start = 0;
          if (past === 'last') start = Math.max(0, (Math.ceil(count / length) - 1) * length);
        }
        const list = all.slice(start, start + length);
        const isEnd = start + length >= count;
        const following = fault === 'circle' && isEnd ? 0 : start + length;
        const hasNext = !isEnd || fault === 'circle';
        const href = `${BASE}/things?n=${length}&from=${following}`;
        if (hasNext) headers.set('link', `<${href}>; title="a, b; rel=prev"; rel="next"`);
        const body = {
          list,
          total: total(count),
          more: hasNext ? yes : no,
          next: hasNext && following > 0 ? following : end,
          link: hasNext ? nextLink(href) : end,
        };
        return { url: url.href, status: 200, headers, body: body as unknown as Unchecked };
      };
      const read = api.collect(call, { method: 'GET', path: '/things' }, testContext(), {
        limit,
        page: READERS[reader],
        name: 'things',
      });
      // A page that the API has named, and then refuses, is an error of the call.
      const isRefused = fault === 'circle' && (past === 400 || past === 404);
      const { things, truncated = false } = await read.catch((error: unknown) => {
        if (isRefused) return { things: [], truncated: true };
        throw error;
      });
      expect(things).toEqual(all.slice(0, things.length));
      if (things.length < count) expect(truncated).toBe(true);
    }),
    { numRuns: caseCount(500) },
  );
});
