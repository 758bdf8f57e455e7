import { expect, it } from 'vitest';
import { isPattern, matchesPattern } from '../../src/model/pattern.js';

it.each<[string, string, boolean | undefined]>([
  ['^a+$', 'aaa', true],
  ['^a+$', 'aab', false],
  ['^(a+)+(?=b)$', 'a'.repeat(99), undefined],
  ['^(([a-z./]+)+)+$', '../../etc/passwd/../../etc/passwd!', undefined],
])('%s matches %s: %s', (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches);
});

it.each(['(', '[', '\\', 5, undefined])('%j is no pattern', (source) => {
  expect(isPattern(source)).toBe(false);
});
