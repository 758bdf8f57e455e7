import { expect, it } from 'vitest';
import { mergeTexts } from '../../src/plan/merge.js';

const lines = (text: string) => text.split('').join('\n');

it.each([
  ['no edit', 'abc', 'abc', 'axc', 'axc'],
  ['no change', 'abc', 'axc', 'abc', 'axc'],
  ['the same change', 'abc', 'axc', 'axc', 'axc'],
  ['changes of other lines', 'abcde', 'xbcde', 'abcdy', 'xbcdy'],
  ['changes of lines side by side', 'abc', 'xbc', 'ayc', 'xyc'],
  ['an insertion and a deletion', 'abcd', 'axbcd', 'abc', 'axbc'],
  ['an edit in a deletion elsewhere', 'abcdef', 'acdef', 'abcdxf', 'acdxf'],
  ['an insertion at the start', 'abc', 'xabc', 'aby', 'xaby'],
])('merges %s', (_, base, mine, theirs, expected) => {
  const merged = mergeTexts(lines(base), lines(mine), lines(theirs));
  expect(merged).toEqual({ text: lines(expected), conflicts: [] });
});

it.each([
  ['the same line', 'abc', 'axc', 'ayc', { line: 2, mine: ['x'], theirs: ['y'] }],
  ['insertions at one place', 'ab', 'axb', 'ayb', { line: 2, mine: ['x'], theirs: ['y'] }],
  ['an edit and a deletion', 'abc', 'axc', 'ac', { line: 2, mine: ['x'], theirs: [] }],
  ['a line below an insertion', 'abc', 'zabx', 'aby', { line: 4, mine: ['x'], theirs: ['y'] }],
])('keeps the edit where there are changes of %s', (_, base, mine, theirs, conflict) => {
  const merged = mergeTexts(lines(base), lines(mine), lines(theirs));
  expect(merged).toEqual({ text: lines(mine), conflicts: [conflict] });
});

it('keeps the line ends of the edited text', () => {
  expect(mergeTexts('a\nb\n', 'a\r\nb\r\n', 'a\nc\n').text).toBe('a\r\nc\r\n');
});
