import { expect, it } from 'vitest';
import { isCheckedPattern, isPattern, matchesPattern } from '../../src/model/pattern.js';

it.each<[string, string, boolean | undefined]>([
  ['^a+$', 'aaa', true],
  ['^a+$', 'aab', false],
  ['^(a+)+(?=b)$', 'a'.repeat(99), false],
  [`^${'(a|a)'.repeat(28)}$`, `${'a'.repeat(28)}b`, false],
  ['^(a|b)$', 'b', true],
  ['^(?!(a+)+$)[ab]+', `${'a'.repeat(99)}b`, true],
  ['^(([a-z./]+)+)+$', '../../etc/passwd/../../etc/passwd!', false],
  [String.raw`^(a*)\1$`, 'aa', undefined],
])('%s matches %s: %s', (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches);
  expect(isCheckedPattern(pattern)).toBe(matches !== undefined);
});

it.each(['(', '[', '\\', 5, undefined])('%j is no pattern', (source) => {
  expect(isPattern(source)).toBe(false);
});
