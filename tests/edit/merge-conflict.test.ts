import { expect, it } from 'vitest';
import { withBothSides } from '../../src/edit/merge-conflict.js';

/** The lines of both versions, and of the one before where it is recorded. */
const conflict = (ours: readonly string[], theirs: readonly string[], base?: readonly string[]) =>
  [
    '<<<<<<< HEAD',
    ...ours,
    ...(base ? ['||||||| 1a2b3c4', ...base] : []),
    '=======',
    ...theirs,
    '>>>>>>> other',
    '',
  ].join('\n');

const [A, B, C] = ["import './a.js';", "import './b.js';", "import { c } from './c.js';"] as const;

it.each([
  ['imports', conflict([A], [B]), [A, B]],
  ['imports that both have', conflict([A, C], [A, B]), [A, C, B]],
  ['the same text', conflict(['x();'], ['x();']), ['x();']],
  ['imports below those of before', conflict([A, B], [A, C], [A]), [A, B, C]],
  [
    'entries of providers',
    conflict(["a: () => import('./a.js'),"], ["'b-c': () => import('./b.js'),"]),
    ["a: () => import('./a.js'),", "'b-c': () => import('./b.js'),"],
  ],
  [
    'the same name for different uses',
    conflict(["import { a as b } from './a.js';"], ["import { a as c } from './b.js';"]),
    ["import { a as b } from './a.js';", "import { a as c } from './b.js';"],
  ],
])('keeps both versions of %s', (_, text, expected) => {
  expect(withBothSides(`// First.\n${text}// Last.\n`)).toBe(
    ['// First.', ...expected, '// Last.', ''].join('\n'),
  );
});

it('keeps both versions of several conflicts, with other ends of lines', () => {
  const text = `${conflict([A], [B])}x();\n${conflict(['y();'], ['y();'])}`;
  expect(withBothSides(text.replaceAll('\n', '\r\n'))).toBe(`${A}\r\n${B}\r\nx();\r\ny();\r\n`);
});

it.each([
  ['code', conflict(['x(1);'], ['x(2);'])],
  ['imports on one side', conflict([A], [])],
  ['an import that one side removed', conflict([C], [A, B], [A])],
  ['a name from two files', conflict([C], ["import { c } from './d.js';"])],
  [
    'a type from two files',
    conflict(["import type { T } from './a.js';"], ["import type { T } from './b.js';"]),
  ],
  ['a name for two things', conflict(["import { a as c } from './a.js';"], [C])],
  ['a default for two things', conflict(["import c, { d } from './d.js';"], [C])],
  ['a namespace for two things', conflict(["import * as c from './d.js';"], [C])],
  [
    'a provider in two files',
    conflict(["a: () => import('./a.js'),"], ["a: () => import('./b.js'),"]),
  ],
  ['a part of an import', conflict(['import {', '  a,'], ['import {', '  b,'])],
  ['one of two conflicts', conflict([A], [B]) + conflict(['x(1);'], ['x(2);'])],
  ['a conflict that was cut off', `${conflict([A], [B])}<<<<<<< HEAD\n${A}\n`],
])('leaves %s to a person', (_, text) => {
  expect(withBothSides(text)).toBeUndefined();
});
