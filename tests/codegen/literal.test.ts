import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { jsonCode } from '../../src/codegen/print/code.js';
import { printCode } from '../../src/codegen/print/layout.js';
import { patternSource, propertyKey, str } from '../../src/codegen/print/text-literal.js';
import { hostileTexts } from '../support/hostile.js';

const literal = (value: unknown) => printCode(jsonCode(value));

const units = fc.string({ unit: 'binary', maxLength: 30 });
/** With halves of surrogate pairs. */
const anyText = fc
  .array(fc.nat(0xffff), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes));
const names = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'a-b', '0', 'é', "it's"), units);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, -0, 1e21, 1e-7, -1.5),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    units,
    fc.array(tie('json'), { maxLength: 5 }),
    fc.array(fc.integer(), { maxLength: 30 }),
    fc
      .uniqueArray(fc.tuple(names, tie('json')), { maxLength: 4, selector: ([name]) => name })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
}));

/** What a JavaScript engine reads. */
// eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- printed literals are what is tested
const evaluated = (source: string): unknown => new Function(`'use strict'; return (${source});`)();

/** What the TypeScript compiler finds wrong with a module. */
const syntaxErrors = (source: string) =>
  ts
    .transpileModule(source, { reportDiagnostics: true })
    .diagnostics?.map(({ messageText }) => messageText);

describe('str', () => {
  it.each([
    ['plain', "'plain'"],
    ["it's", `"it's"`],
    [`it's "so"`, `'it\\'s "so"'`],
    ['back\\slash', "'back\\\\slash'"],
    ['line\nline\r\n\ttab', "'line\\nline\\r\\n\\ttab'"],
    ['\0', "'\\u0000'"],
    ['a\u2028b\u2029', "'a\\u2028b\\u2029'"],
    ['\ud800', "'\\ud800'"],
    ['a\u202eb\u2066\u200f\ufeff\u061c', "'a\\u202eb\\u2066\\u200f\\ufeff\\u061c'"],
    ['</script>${x}`', "'</script>${x}`'"],
    ['👩‍👩‍👧 é 日本', "'👩‍👩‍👧 é 日本'"],
  ])('%j', (text, source) => {
    expect(str(text)).toBe(source);
    expect(evaluated(source)).toBe(text);
  });

  it('reads back whatever it is given, and shows all of it', () => {
    fc.assert(
      fc.property(fc.oneof(units, anyText, fc.constantFrom(...hostileTexts)), (text) => {
        expect(evaluated(str(text))).toBe(text);
        expect(syntaxErrors(`export const text = ${str(text)};`)).toEqual([]);
        expect(str(text)).not.toMatch(
          /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u,
        );
      }),
    );
  });
});

describe('literal', () => {
  it.each([
    [{ a: 1, 'b-c': [true, null] }, "{ a: 1, 'b-c': [true, null] }"],
    [JSON.parse('{"__proto__":1}'), "{ ['__proto__']: 1 }"],
    [{ 1: 'a', é: 'b', class: 'c' }, "{ '1': 'a', 'é': 'b', class: 'c' }"],
    [[], '[]'],
    [{}, '{}'],
    [
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      '[\n  { a: 1, b: 2 },\n  { a: 3, b: 4 },\n]',
    ],
    [1e21, '1e+21'],
  ])('%j', (value, source) => {
    expect(literal(value)).toBe(source);
  });

  it('reads back as it was', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.stringify(evaluated(literal(value)))).toBe(JSON.stringify(value));
      }),
    );
  });
});

it('quotes keys as needed, and reads them back', () => {
  fc.assert(
    fc.property(names, (name) => {
      expect(Object.keys(evaluated(`{ ${propertyKey(name)}: 1 }`) as object)).toEqual([name]);
    }),
  );
});

it.each([
  'a/b',
  '[/]',
  '\n',
  '\u2028',
  '\\\n',
  '\u202e',
  '[\u202e]',
  '\\/',
  '(?<year>\\d{4})-\\k<year>',
])('writes a pattern as a literal: %j', (pattern) => {
  const source = `/${patternSource(pattern, '')}/`;
  expect(syntaxErrors(`export const pattern = ${source};`)).toEqual([]);
  expect(source).not.toMatch(/[\n\u2028\u202e]/);
  const subjects = ['a/b', '/', '\n', '\u2028', '\u202e', '2026-2026', ''];
  expect(subjects.map((subject) => (evaluated(source) as RegExp).test(subject))).toEqual(
    subjects.map((subject) => new RegExp(pattern).test(subject)),
  );
});
