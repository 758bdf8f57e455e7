import { expect, it } from 'vitest';
import { wellFormedJson } from '../../src/utils/truncate.js';

const url = new URL('https://api.example.com/?key=secret');

it.each<[unknown, unknown]>([
  [{ at: ['a', { b: 1 }], c: null }, undefined],
  [['a\ud800'], ['a\ufffd']],
  [{ 'k\udc00': 1 }, { 'k\ufffd': 1 }],
  [{ at: url }, { at: {} }], // "toJSON" would write what nothing has checked
  [Object.create(null, { a: { value: 'b', enumerable: true } }), { a: 'b' }],
])('%j has well-formed texts, and is copied only for that', (value, copy) => {
  const result = wellFormedJson(value);
  if (copy === undefined) expect(result).toBe(value);
  else expect(JSON.stringify(result)).toBe(JSON.stringify(copy));
});
