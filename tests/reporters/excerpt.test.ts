import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textWidth } from '../../src/model/text/text-width.js';
import { visibleLine } from '../../src/reporters/parts/visible.js';
import { excerpt, splitLines } from '../../src/reporters/pretty.js';

const region = (startColumn: number, endColumn: number, endLine = 2) => ({
  startLine: 2,
  startColumn,
  endLine,
  endColumn,
});

it.each<[line: string, from: number, to: number, expected: [string, string] | undefined]>([
  ['abc def', 5, 8, ['abc def', '    ^^^']],
  ['    abc', 5, 8, ['abc', '^^^']],
  ['\t\tabc', 3, 4, ['abc', '^']],
  ['日本 x', 4, 5, ['日本 x', '     ^']],
  ["'🎉' x", 6, 7, ["'🎉' x", '     ^']],
  ['a\u001bb x', 5, 6, ['a\\u001bb x', '         ^']],
  ['abc', 1, 1, ['abc', '^']],
  ['abc', 4, 4, ['abc', '   ^']],
  ['', 1, 1, undefined],
  ['x'.repeat(60), 1, 61, [`${'x'.repeat(39)}…`, '^'.repeat(40)]],
  [
    `${'a '.repeat(30)}here ${'b '.repeat(30)}`,
    61,
    65,
    [`…${'a '.repeat(10)}here b b b b b b b…`, `${' '.repeat(21)}^^^^`],
  ],
  ['🎉'.repeat(30) + 'x', 61, 62, [`…${'🎉'.repeat(10)}x`, `${' '.repeat(21)}^`]],
  [`${'\u200d'.repeat(9)}x`, 10, 11, [`…${'\\u200d'.repeat(3)}x`, `${' '.repeat(19)}^`]],
])('marks %j from %i to %i', (line, from, to, expected) => {
  const found = excerpt(splitLines(`first\n${line}\r\nlast`), region(from, to), 40);
  expect(found && [found.line, found.marks]).toEqual(expected);
});

it('marks the rest of the line where a region goes on', () => {
  expect(excerpt(splitLines('first\nab cd\nlast'), region(4, 2, 3), 40)?.marks).toBe('   ^^');
});

it('looks at what is near only, however long the line', () => {
  const lines = ['', `${'é'.repeat(3_000_000)}bad()${' x'.repeat(1_000_000)}`];
  for (let time = 0; time < 300; time++) {
    const found = excerpt(lines, region(3_000_001, 3_000_004), 40);
    expect(found).toEqual({
      line: `…${'é'.repeat(20)}bad()${' x'.repeat(6)}…`,
      marks: `${' '.repeat(21)}^^^`,
      cut: true,
    });
  }
});

it('never shows more than fits, whatever the text', () => {
  const unit = fc.constantFrom('a', ' ', '\t', '日', '🎉', '\u001b', '\ud800', 'e\u0301');
  fc.assert(
    fc.property(
      fc.string({ unit, maxLength: 200 }),
      fc.nat(200),
      fc.nat(30),
      (line, start, length) => {
        const from = Math.min(start, line.length);
        const found = excerpt(
          splitLines(`\n${line}`),
          region(from + 1, Math.min(from + length, line.length) + 1),
          40,
        );
        if (!found) return;
        expect(textWidth(found.line)).toBeLessThanOrEqual(40);
        expect(found.marks.length).toBeLessThanOrEqual(Math.max(textWidth(found.line), 1) + 1);
        expect(found.marks).toMatch(/^ *\^+$/);
        expect(visibleLine(found.line)).toBe(found.line);
      },
    ),
  );
});
