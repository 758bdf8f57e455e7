import { expect, it } from 'vitest';
import { cursorArgument, statedResult, unreadItems } from '../../src/testing/suites/cut-lists.js';

const a = { id: 'a', labels: ['x'] };
const b = { id: 'b', labels: [] };

it.each<[what: string, responses: unknown[], result: unknown, unread: unknown[] | undefined]>([
  ['a page that is read', [{ data: [a, b] }], { rooms: [a, b] }, []],
  ['a part of a page', [[a], [b, a]], { rooms: [a, b] }, [a]],
  ['equal items', [{ list: { nodes: [a, a, a] } }], { rooms: [a, a] }, [a]],
  ['items that are not as the API sends them', [[a, b]], { rooms: [{ id: 'a' }] }, undefined],
  ['another list in the response', [{ errors: ['slow'], data: [a] }], { rooms: [a] }, undefined],
  ['a text', ['none'], { rooms: [] }, []],
])('knows what a result lacks: %s', (_, responses, result, unread) => {
  const pages = responses.map((response) => ({ response }));
  expect(unreadItems({ pages }, result)).toEqual(unread);
});

it.each([
  [['limit', 'cursor', 'old_cursor'], 'cursor'],
  [['limit', 'after_cursor'], 'after_cursor'],
  [['after_cursor', 'before_cursor'], undefined],
  [['limit'], undefined],
])('finds the argument for a cursor: %j', (names, name) => {
  expect(cursorArgument(names)).toBe(name);
});

it.each([
  [
    { rooms: [a], truncated: true },
    { rooms: [a], truncated: true, next_cursor: 'next' },
  ],
  [{ rooms: [a] }, { rooms: [a] }],
  ['none', 'none'],
])('adds the cursor to a result that is cut only: %j', (result, stated) => {
  expect(statedResult({ result }, { next_cursor: 'next' })).toEqual(stated);
});
