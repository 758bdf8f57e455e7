import { expect, it } from 'vitest';
import { shortenRows, withColumnTypes } from '../../src/sql/values.js';

it.each([
  [false, 0],
  [true, 1],
])('a shortened list has a mark where no other member of the result tells: %s', (marks, count) => {
  const items = Array.from({ length: 1_000 }, (_, index) => ({ index }));
  const rows = [withColumnTypes({ items }, {})];
  const [row] = shortenRows(rows, 2_000, marks) as unknown as { items: unknown[] }[];
  expect(row?.items.length).toBeLessThan(200);
  const found = row?.items.filter((item) => item === '… [shortened from 1000 items]');
  expect(found).toHaveLength(count);
});
