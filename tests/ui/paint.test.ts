import { expect, it } from 'vitest';
import { paint, supportsColor } from '../../src/ui/paint.js';
import { printable } from '../../src/ui/printable.js';

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: 'true', TERM: 'dumb' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [true, { FORCE_COLOR: '3', NO_COLOR: '1' }, false],
])('a terminal (%j) with %j takes colour: %j', (isTerminal, env, expected) => {
  expect(supportsColor(isTerminal, env)).toBe(expected);
});

it('styles can be nested', () => {
  const { bold, red } = paint(true);
  expect(printable(bold(red('x')))).toBe('\u001b[1m\u001b[31mx\u001b[39m\u001b[22m');
  expect(paint(false).bold('x')).toBe('x');
});
