import { expect, it } from 'vitest';
import { jsonLength } from '../../src/call/result/json-length.js';

it.each([
  'text',
  12.5,
  true,
  null,
  { a: 1, b: [true, null, 'x'], c: { d: 'e' } },
  [[1], { a: 'b' }],
  { a: undefined, b: new Date(0) },
])('%j has the length of its JSON', (value) => {
  expect(jsonLength(value)).toBe(JSON.stringify(value).length);
});

it('stops to count above the limit, also of a list that contains itself', () => {
  const endless: unknown[] = [];
  endless.push(endless);
  expect(jsonLength(endless, 100)).toBeGreaterThan(100);
});
