import { expect, it } from 'vitest';
import { placeAmong } from '../../src/edit/order.js';

it.each([
  [[], 'b', 0],
  [['a', 'c'], 'b', 1],
  [['a', 'b'], 'c', 2],
  [['b', 'c'], 'a', 0],
  // Paths are sorted with and without their extension.
  [['./send-message.js', './send.js'], './send-a.js', 0],
  [['./send.js', './send-message.js'], './send-a.js', 1],
  // As linters sort, whatever the case.
  [['Alpha', 'beta', 'Gamma'], 'delta', 2],
  [['tool2', 'tool10'], 'tool9', 1],
  // In no order at all: last.
  [['c', 'a', 'b'], 'aa', 3],
  [['a', 'a'], 'a', 2],
])('%j takes %j at %i', (keys, key, index) => {
  expect(placeAmong(keys, key)).toBe(index);
});
