import { Script } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { argumentName, itemName } from '../../src/spec/schema/texts.js';
import { isPattern, matchesPattern } from '../../src/model/pattern.js';

it.each<[string, string, boolean | undefined]>([
  ['^a+$', 'aaa', true],
  ['^a+$', 'aab', false],
  ['^(a+)+(?=b)$', 'a'.repeat(99), undefined],
  [`^${'(a|a)'.repeat(28)}$`, `${'a'.repeat(28)}b`, undefined],
  ['^(a|b)$', 'b', true],
  ['^(?!(a+)+$)[ab]+', `${'a'.repeat(99)}b`, undefined],
  ['^(([a-z./]+)+)+$', '../../etc/passwd/../../etc/passwd!', undefined],
])('%s matches %s: %s', (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches);
});

it.each(['(', '[', '\\', 5, undefined])('%j is no pattern', (source) => {
  expect(isPattern(source)).toBe(false);
});

it('hundreds of slow patterns do not add up', () => {
  const begin = performance.now();
  const tries = Array.from({ length: 100 }, (_, index) => `^(a+)+$|${index % 50}`);
  const text = `${'a'.repeat(99)}!`;
  expect(tries.map((pattern) => matchesPattern(pattern, text))).toEqual(tries.map(() => undefined));
  expect(performance.now() - begin).toBeLessThan(12_000);
  expect(matchesPattern('^b+$', 'bbb')).toBe(true);
});

it('patterns that are quick need no time limit, which is made of a thread', () => {
  const limited = vi.spyOn(Script.prototype, 'runInContext');
  const quick = [argumentName, itemName].map(({ pattern = '' }) => pattern);
  for (const pattern of [...quick, String.raw`^[({]\+[^+\]]*$`]) matchesPattern(pattern, 'owner');
  expect(limited).not.toHaveBeenCalled();
});
