import { expect, it } from 'vitest';
import { nextByCursor } from '../../src/core/cursor-pages.js';

it.each([
  { body: { paging: { next: 'abc' } }, next: { cursor: 'abc' } },
  { body: { paging: { next: 2 } }, next: { cursor: 2 } },
  { body: { paging: { next: '' } }, next: undefined },
  { body: { paging: { next: null } }, next: undefined },
  { body: { paging: [] }, next: undefined },
  { body: {}, next: undefined },
])('reads $body', ({ body, next }) => {
  expect(nextByCursor(body, 'paging.next', 'cursor')).toEqual(next);
});
