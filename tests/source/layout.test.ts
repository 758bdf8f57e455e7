import fc from 'fast-check';
import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import type { Call, Entry, Expr } from '../../src/source/print/expression.js';
import { constDoc, exprDoc } from '../../src/source/print/expression-layout.js';
import { settle } from '../../src/source/print/layout.js';
import { textWidth } from '../../src/model/text-width.js';
import type { Type } from '../../src/source/print/type-expression.js';

const formatted = (source: string) =>
  prettier.format(source, { parser: 'typescript', singleQuote: true, printWidth: 100 });

const text = fc.oneof(fc.string(), fc.lorem({ maxCount: 20 }), fc.string({ unit: 'grapheme' }));
const name = fc.oneof(
  fc.constantFrom(
    'a',
    'limit',
    'some_longer_property_name',
    'x'.repeat(60),
    'x'.repeat(75),
    '__proto__',
    'a-b',
    'constructor',
  ),
  fc.string({ maxLength: 20 }),
);
const word = (...texts: string[]) =>
  fc.constantFrom(...texts).map((own): Expr => ({ kind: 'word', text: own }));
const number = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map((value): Expr => ({ kind: 'number', value }));
const string = text.map((value): Expr => ({ kind: 'string', value }));
const regex = fc
  .constantFrom('^a$', '^[a-z][a-z0-9_-]{3,}$', 'x'.repeat(22), 'x'.repeat(30))
  .map((pattern): Expr => ({ kind: 'regex', pattern, flags: '' }));
const arrayOf = (items: fc.Arbitrary<Expr>, maxLength: number) =>
  fc.array(items, { maxLength }).map((list): Expr => ({ kind: 'array', items: list }));

const { expr } = fc.letrec<{ expr: Expr }>((tie) => {
  const inner = tie('expr');
  const args = fc.array(inner, { maxLength: 2 });
  const entries = (late: boolean) =>
    fc
      .uniqueArray(fc.record({ key: name, value: inner }), {
        minLength: 1,
        maxLength: 4,
        selector: ({ key }) => key,
      })
      .map((list) =>
        list.map((entry, index): Entry => ({
          ...entry,
          late: late && index === 0 && entry.key !== '__proto__',
        })),
      );
  const heads = fc.oneof(
    word('z', 'commentInput'),
    fc.constant<Expr>({ kind: 'call', name: 'integer', args: [] }),
  );
  const calls = fc.array(
    fc.record({ name: fc.constantFrom('min', 'describe', 'optional', 'array'), args }),
    { minLength: 1, maxLength: 4 },
  );
  return {
    expr: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      word('true', 'null', 'z'),
      number,
      string,
      regex,
      arrayOf(number, 30),
      arrayOf(string, 10),
      arrayOf(inner, 5),
      fc
        .record({ entries: entries(false), expanded: fc.boolean() })
        .map((object): Expr => ({ kind: 'object', ...object })),
      entries(true).map((list): Expr => ({
        kind: 'object',
        entries: list,
        expanded: true,
        comment: 'why',
      })),
      fc
        .record({ name: fc.constantFrom('integer', 'rawSchema'), args })
        .map((call): Expr => ({ kind: 'call', ...call })),
      fc.tuple(heads, calls).map(([head, [first, ...rest]]): Expr => ({
        kind: 'chain',
        head,
        calls: [first as Call, ...rest],
      })),
    ),
  };
});

it('lays expressions out as Prettier would', async () => {
  await fc.assert(
    fc.asyncProperty(expr, async (value) => {
      const statement = settle((kept) => constDoc('value', value, kept), '', 0);
      const property = settle(
        (kept) => exprDoc({ kind: 'call', name: 'call', args: [value] }, kept),
        'export default ',
      );
      const source = `${statement}\n\nexport default ${property};\n`;
      expect(await formatted(source)).toBe(source);
    }),
    { numRuns: 400 },
  );
}, 60_000);

const { type } = fc.letrec<{ type: Type }>((tie) => {
  const inner = tie('type');
  const members = fc.uniqueArray(fc.record({ name, optional: fc.boolean(), type: inner }), {
    minLength: 1,
    maxLength: 4,
    selector: (member) => member.name,
  });
  const words = fc
    .constantFrom('string', 'null', 'unknown', "'some literal'", '5')
    .map((own): Type => ({ kind: 'word', text: own }));
  const options = fc.uniqueArray(
    inner.filter(({ kind }) => kind !== 'union'),
    { minLength: 2, maxLength: 5, selector: (option) => JSON.stringify(option) },
  );
  return {
    type: fc.oneof(
      { depthSize: 'small', maxDepth: 5 },
      words,
      inner.map((items): Type => ({ kind: 'array', items })),
      inner.map((values): Type => ({ kind: 'record', values })),
      fc.array(inner, { maxLength: 3 }).map((items): Type => ({ kind: 'tuple', items })),
      options.map((types): Type => ({ kind: 'union', types })),
      fc
        .record({ open: fc.boolean(), members })
        .map((object): Type => ({ kind: 'object', ...object })),
    ),
  };
});

it('lays types out as Prettier would', async () => {
  await fc.assert(
    fc.asyncProperty(type, async (own) => {
      const call: Expr = {
        kind: 'call',
        name: 'rawSchema',
        type: own,
        args: [{ kind: 'object', entries: [], expanded: false }],
      };
      const source = `${settle((kept) => constDoc('schema', call, kept), '', 0)}\n`;
      expect(await formatted(source)).toBe(source);
    }),
    { numRuns: 400 },
  );
}, 60_000);

it.each([
  '',
  'abc',
  'é',
  'e\u0301',
  '日本語',
  '가나다',
  'ﬁ',
  '👩‍👩‍👧',
  '🇩🇪',
  '❤️',
  '❤',
  '1️⃣',
  '☝🏽',
  '©',
  '‼️',
  '\u200b',
  '（）',
])('counts columns as Prettier does: %j', (own) => {
  expect(textWidth(own)).toBe(prettier.util.getStringWidth(own));
});
