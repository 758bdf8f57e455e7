import { expect, it } from 'vitest';
import { isDeeperThan } from '../../src/utils/json-depth.js';

const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
/** Each level leads back to the first, in many ways. */
const cyclic: { all: unknown[] } = { all: [] };
cyclic.all = Array.from({ length: 10 }, () => ({ parent: cyclic }));

it.each<[what: string, value: unknown, levels: number, deeper: boolean]>([
  ['text', 'a', 0, false],
  ['null', null, 0, false],
  ['an empty list', [], 0, true],
  ['lists', [[1], [[2]]], 3, false],
  ['one list more', [[1], [[2]]], 2, true],
  ['objects', { a: 1, b: { c: null } }, 2, false],
  ['one object more', { a: 1, b: { c: {} } }, 2, true],
  ['many levels', deep, 500, true],
  ['objects that contain themselves', cyclic, 500, true],
])('measures %s', (_what, value, levels, deeper) => {
  expect(isDeeperThan(value, levels)).toBe(deeper);
});

it('objects that contain themselves are not read again for each level', () => {
  let reads = 0;
  const whole: Record<string, unknown> = {
    get item() {
      return ++reads;
    },
  };
  whole.self = whole;
  expect(isDeeperThan(whole, 500)).toBe(true);
  expect(reads).toBeLessThan(30);
});
