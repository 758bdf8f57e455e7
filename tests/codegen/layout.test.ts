import { expect, it } from 'vitest';
import {
  args,
  call,
  type Code,
  getter,
  jsonCode,
  method,
  object,
  objectOnLines,
  pair,
} from '../../src/codegen/print/code.js';
import { printCode } from '../../src/codegen/print/layout.js';
import { objectTypeCode, union } from '../../src/codegen/print/type.js';

const long = 'x'.repeat(60);
const text = `'${long}'`;
const chain = (head: string, last: Code) => method(method(head, 'optional'), 'meta', last);

it.each<[what: string, code: Code, lines: string[]]>([
  [
    'on one line where it fits',
    jsonCode({ a: 1, 'b-c': [true, {}] }),
    ["{ a: 1, 'b-c': [true, {}] }"],
  ],
  [
    'an item a line where it does not',
    jsonCode([long, { a: long, b: [1, 2] }]),
    ['[', `  ${text},`, `  { a: ${text}, b: [1, 2] },`, ']'],
  ],
  [
    'the last object of a call in its brackets',
    call('z.object', [objectOnLines([pair('a', '1')])]),
    ['z.object({', '  a: 1,', '})'],
  ],
  [
    'no object in brackets whose line is too long',
    call(long, [`'${'y'.repeat(35)}'`, object([pair('a', '1'), pair('b', text)])]),
    [`${long}(`, `  '${'y'.repeat(35)}',`, `  { a: 1, b: ${text} },`, ')'],
  ],
  [
    'a long text below its key',
    object([pair('description', `'${'x'.repeat(90)}'`)]),
    ['{', '  description:', `    '${'x'.repeat(90)}',`, '}'],
  ],
  [
    'calls in a row whose last one ends in a long object',
    chain('head(1)', object([pair('description', text), pair('b', text)])),
    ['head(1).optional().meta({', `  description: ${text},`, `  b: ${text},`, '})'],
  ],
  [
    'each call of a chain whose last one is long otherwise',
    chain('head(1)', `'${'x'.repeat(80)}'`),
    ['head(1)', '  .optional()', `  .meta('${'x'.repeat(80)}')`],
  ],
  [
    'nothing in brackets that are empty, however long the line',
    method('x'.repeat(95), 'optional'),
    [`${'x'.repeat(95)}.optional()`],
  ],
  [
    'getters and comments',
    { ...objectOnLines([getter('a', 'b'), pair('c', 'd')]), comment: 'why' },
    ['{', '  // why', '  get a() {', '    return b;', '  },', '  c: d,', '}'],
  ],
  [
    'the rest of the arguments without a comma',
    args([object([long, 'y'.repeat(30), '...rest']), 'context']),
    [
      '(',
      '  {',
      `    ${long},`,
      `    ${'y'.repeat(30)},`,
      '    ...rest',
      '  },',
      '  context,',
      ')',
    ],
  ],
  [
    'long types',
    objectTypeCode(
      [
        { name: 'a', optional: true, type: union([text, `'${'y'.repeat(40)}'`]) },
        { name: 'b', optional: false, type: '1' },
      ],
      true,
    ),
    [
      '{',
      '  a?:',
      `    | ${text}`,
      `    | '${'y'.repeat(40)}';`,
      '  b: 1;',
      '  [key: string]: unknown;',
      '}',
    ],
  ],
])('lays out %s', (_, code, lines) => {
  expect(printCode(code, 'const value = ').split('\n')).toEqual(lines);
});
