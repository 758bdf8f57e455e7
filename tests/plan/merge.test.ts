import fc from 'fast-check';
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
  expect(merged).toMatchObject({ text: lines(expected), conflicts: [] });
});

it.each([
  ['the same line', 'abc', 'axc', 'ayc', 'a<x=y>c', 2],
  ['a change and an insertion below it', 'abc', 'axc', 'abyc', 'a<x=by>c', 2],
  ['a change and an insertion above it', 'abc', 'axc', 'aybc', 'a<x=yb>c', 2],
  ['insertions at one place', 'ab', 'axb', 'ayb', 'a<x=y>b', 2],
  ['an edit and a deletion', 'abc', 'axc', 'ac', 'a<x=>c', 2],
  ['a deletion and a change', 'abc', 'ac', 'ayc', 'a<=y>c', 2],
  ['a line below an insertion', 'abc', 'zabx', 'aby', 'zab<x=y>', 4],
  ['lines beside the same changes', 'abcd', 'pxqd', 'pyqd', 'p<x=y>qd', 2],
  ['two places', 'abcd', 'xbcx', 'ybcy', '<x=y>bc<x=y>', 1],
  ['one place above another change', 'abcd', 'xbcd', 'ybcz', '<x=y>bcz', 1],
])('shows both versions of %s', (_, base, mine, theirs, expected, line) => {
  const merged = mergeTexts(lines(base), lines(mine), lines(theirs));
  const text = merged.text
    .replaceAll('<<<<<<< yours', '<')
    .replaceAll('=======', '=')
    .replaceAll('>>>>>>> generated', '>');
  expect(text).toBe(lines(expected));
  expect(merged.conflicts[0]?.line).toBe(line);
});

it.each([
  ['an edit above a change', 'abcd', 'xbcd', 'aycd', [2]],
  ['an edit below a change', 'abcd', 'axcd', 'ybcd', [2]],
  ['an edit with a line between', 'abcd', 'xbcd', 'abyd', []],
  ['the same change', 'abcd', 'axcd', 'axcd', []],
])('names the line of %s', (_, base, mine, theirs, joined) => {
  expect(mergeTexts(lines(base), lines(mine), lines(theirs)).joined).toEqual(joined);
});

it('keeps the line ends of the edited text', () => {
  expect(mergeTexts('a\nb\n', 'a\r\nb\r\n', 'a\nc\n').text).toBe('a\r\nc\r\n');
});

it('conflicts in the same places whoever is asked first', () => {
  const edited = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'x', 'y'), maxLength: 8 });
  fc.assert(
    fc.property(edited, edited, edited, (base, mine, theirs) => {
      const swapped = (text: string) =>
        text.replace(
          /^<<<<<<< yours\n([^]*?)^=======\n([^]*?)^>>>>>>> generated$/gm,
          '<<<<<<< yours\n$2=======\n$1>>>>>>> generated',
        );
      const one = mergeTexts(lines(base), lines(mine), lines(theirs));
      const other = mergeTexts(lines(base), lines(theirs), lines(mine));
      expect(swapped(other.text)).toBe(one.text);
    }),
  );
});
