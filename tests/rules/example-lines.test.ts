import { expect, it } from 'vitest';
import type { Overlay } from '../../src/model/rule.js';
import { exampleLines } from '../../src/rules/example-lines.js';

const many = (count: number) => Array.from({ length: count }, (_, at) => `tool(${at});`).join('\n');

it.each<[string, Overlay, string[]]>([
  ['a new file', { 'a.ts': 'one\n\ntwo\n' }, ['a.ts', '  one', '  ', '  two']],
  ['a missing file', { 'a.ts': null }, ['a.ts is not there']],
  ['a replacement', { 'a.ts': { replace: 'x', with: 'y\nz' } }, ['a.ts', '- x', '+ y', '+ z']],
  ['a removal', { 'a.ts': { replace: 'x', with: '' } }, ['a.ts', '- x']],
  ['a long run', { a: `'${'x'.repeat(2049)}'` }, ['a', "  'xxxxxxxxxx… (2049 times)'"]],
  ['a long line', { a: 'ab '.repeat(100) }, ['a', `  ${'ab '.repeat(100).slice(0, 160)}…`]],
  [
    'many lines alike',
    { a: `x\n${many(41)}\ny` },
    ['a', '  x', '  tool(0);', '  tool(1);', '  tool(2);', '  … and 38 more like these', '  y'],
  ],
  [
    'some lines alike',
    { a: many(4) },
    [
      'a',
      ...many(4)
        .split('\n')
        .map((line) => `  ${line}`),
    ],
  ],
])('%s', (_case, overlay, lines) => expect(exampleLines(overlay)).toEqual(lines));
