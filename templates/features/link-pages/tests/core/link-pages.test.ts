import { expect, it } from 'vitest';
import { nextByLink } from '../../src/core/link-pages.js';

it.each([
  { link: '<https://elsewhere.example.com/?page=2>; rel="next"', next: { page: ['2'] } },
  { link: '</?tag=a&page=2&tag=b>; rel=next', next: { tag: ['a', 'b'], page: ['2'] } },
  { link: '</?page=1>; rel="first", </?page=3>; rel="prev next"', next: { page: ['3'] } },
  { link: '</?page=1>; rel="first"', next: undefined },
])('reads $link', ({ link, next }) => {
  expect(nextByLink(new Headers({ link }))).toEqual(next);
});

it('ends where there is no link', () => {
  expect(nextByLink(new Headers())).toBeUndefined();
});
