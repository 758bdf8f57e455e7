import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { boundedParse } from '../../src/call/schema/bounded-parse.js';
import { boundedValidator } from '../../src/utils/bounded-validator.js';
import { TooComplexError, withinBudget } from '../../src/utils/check-budget.js';
import { linearPattern } from '../../src/utils/linear-pattern/linear-pattern.js';
import { type JsonSchema, schemaCheck } from '../../src/utils/schema-check.js';

const texts = (schema: JsonSchema, value: unknown) =>
  schemaCheck(schema)(value).map(({ path, message }) => [...path, message].join(': '));

const list = <T>(length: number, item: (index: number) => T) =>
  Array.from({ length }, (_, index) => item(index));
const nested = (depth: number, inner: unknown, outer: (value: unknown) => unknown) =>
  list(depth, () => undefined).reduce(outer, inner);
const ofTree = (node: object, defs: object = {}): JsonSchema => ({
  $ref: '#/$defs/Node',
  $defs: { Node: node, ...defs },
});
const REF = { $ref: '#/$defs/Node' };

/** Steps for any value, and for each character of it. */
const FEW = { base: 20_000, perCharacter: 40 };

describe('the steps of a check grow with the size of the value', () => {
  const filter = (name: string) => ({
    properties: { [name]: { type: 'array', items: REF } },
    additionalProperties: false,
  });
  const filters = ofTree({ oneOf: ['and', 'or', 'not'].map(filter) });
  const lists = { type: 'array', items: REF };
  const next = (index: number) => ({ $ref: `#/$defs/A${index + 1}` });
  const chain = Object.fromEntries<object>([
    ['A40', { type: 'string' }],
    ...list(
      40,
      (index) => [`A${index}`, { anyOf: [{ allOf: [next(index)] }, next(index)] }] as const,
    ),
  ]);
  const inLists = (inner: unknown) => () => nested(99, inner, (one) => [one]);
  const inObjects = (key: string, inner: unknown) => () =>
    nested(99, inner, (one) => ({ [key]: one }));
  const keys = (size: number) =>
    Object.fromEntries(list(size, (index) => [`k${index}`, 1] as const));
  const twice = '^(a|a)*$';

  it.each<[what: string, JsonSchema, (size: number) => unknown]>([
    ['oneOf, a valid value', filters, () => nested(99, { not: [] }, (one) => ({ not: [one] }))],
    ['oneOf, an invalid value', filters, () => nested(99, { x: 1 }, (one) => ({ not: [one] }))],
    ['anyOf', ofTree({ anyOf: [{ ...lists, minItems: 2 }, lists, { type: 'null' }] }), inLists(1)],
    ['if, then and else', ofTree({ if: lists, then: lists, else: lists }), inLists(1)],
    ['not', ofTree({ not: { items: { not: REF } }, items: REF }), inLists(1)],
    ['contains', ofTree({ contains: REF, items: REF, minContains: 0 }), inLists([])],
    [
      'dependentSchemas',
      ofTree({ properties: { a: REF }, dependentSchemas: { a: { properties: { a: REF } } } }),
      inObjects('a', 1),
    ],
    [
      'unevaluatedProperties',
      { anyOf: list(5, () => ({ additionalProperties: true })), unevaluatedProperties: false },
      keys,
    ],
    ['references that meet again', { $ref: '#/$defs/A0', $defs: chain }, () => 0],
    ['uniqueItems of texts', { uniqueItems: true }, (size) => list(size, String)],
    [
      'uniqueItems of objects',
      { uniqueItems: true },
      (size) => list(size, (id) => ({ id, of: [id] })),
    ],
    [
      'enum of objects',
      { items: { enum: list(50, (id) => ({ id })) } },
      (size) => list(size, (id) => ({ id })),
    ],
    [
      'const',
      { oneOf: list(50, (id) => ({ const: { id } })) },
      (size) => ({ id: list(size, String) }),
    ],
    ['pattern', { pattern: '^(a+)+$' }, (size) => `${'a'.repeat(size)}!`],
    ['a pattern that begins anywhere', { pattern: 'a*b' }, (size) => 'a'.repeat(size)],
    [
      'a pattern with look-arounds',
      { pattern: '(?=(a|a)*b)(?<!(a|a)*c)a' },
      (size) => 'a'.repeat(size),
    ],
    [
      'propertyNames',
      { propertyNames: { pattern: twice } },
      (size) => ({ [`${'a'.repeat(size)}!`]: 1 }),
    ],
    [
      'patternProperties',
      { patternProperties: { [twice]: false } },
      (size) => ({ [`${'a'.repeat(size)}!`]: 1 }),
    ],
  ])('%s', (_, schema, valueOf) => {
    for (const size of [99, 9_999]) {
      const value = valueOf(size);
      expect(() => withinBudget(value, () => schemaCheck(schema)(value), FEW)).not.toThrow();
    }
  });

  it('or end in an error, also of values that refer to themselves', () => {
    const hungry: JsonSchema = { pattern: '(a|b)*a(a|b){200}c' };
    const text = list(3_000, (index) => (index % 7 < 3 || index % 11 === 0 ? 'a' : 'b')).join('');
    expect(() => withinBudget(text, () => schemaCheck(hungry)(text), FEW)).toThrow(TooComplexError);
    expect(() => schemaCheck(ofTree(REF))(1)).toThrow(TooComplexError);
    const deep = nested(5_000, 1, (one) => [one]);
    expect(() => schemaCheck(ofTree({ items: REF }))(deep)).toThrow(TooComplexError);
    expect(() => schemaCheck({ uniqueItems: true })([deep])).toThrow(TooComplexError);
  });
});

it.each<[JsonSchema, unknown, string[]]>([
  [
    { type: ['integer', 'null'] },
    1.5,
    ['Invalid input: expected integer or null, received number'],
  ],
  [{ enum: ['a', 1, null] }, 'b', ['Invalid input: expected "a" or 1 or null']],
  [{ required: ['a'] }, {}, ['a: Required']],
  [
    { properties: { a: { items: { minimum: 2 } } } },
    { a: [2, 1] },
    ['a: 1: Too small: expected number to be >=2'],
  ],
  [{ multipleOf: 0.01 }, 1.005, ['Invalid number: must be a multiple of 0.01']],
  [
    { $ref: '#/$defs/a%2Fb~0%7E1', $defs: { a: { 'b~/': { const: 1 } } } },
    2,
    ['Invalid input: expected 1'],
  ],
  [{ maxLength: 1 }, '😀😀', ['Too big: expected string to have <=1 characters']],
  [
    {
      oneOf: [
        { properties: { kind: { const: 'a' }, n: { type: 'number' } } },
        { properties: { kind: { const: 'b' } } },
      ],
    },
    { kind: 'a', n: 'x' },
    ['n: Invalid input: expected number, received string'],
  ],
  [
    { oneOf: [{ type: 'number' }, { type: 'integer' }] },
    1,
    ['Invalid input: it matches 2 alternatives, not exactly one'],
  ],
  [
    { items: false },
    Array.from({ length: 99 }),
    Array.from({ length: 10 }, (_, at) => `${at}: Not allowed`),
  ],
])('says what is wrong: %j', (schema, value, says) => {
  expect(texts(schema, value)).toEqual(says);
});

describe('a pattern that is not checked decides nothing', () => {
  const open = { pattern: String.raw`^(a*)\1$` };
  it.each<[JsonSchema, unknown]>([
    [open, 'a'],
    [{ not: open }, 'a'],
    [{ oneOf: [open, { type: 'string' }] }, 'a'],
    [{ oneOf: [open, { type: 'number' }] }, 'a'],
    [{ not: { not: open } }, 'a'],
    [{ if: open, then: false }, 'a'],
    [{ contains: open, maxContains: 0 }, ['a']],
    [{ patternProperties: { [open.pattern]: false }, additionalProperties: false }, { a: 1 }],
    [{ propertyNames: open, not: { propertyNames: open } }, { a: 1 }],
  ])('%j', (schema, value) => {
    expect(texts(schema, value)).toEqual([]);
  });
});

describe('zod schemas', () => {
  const slow = z.string().regex(/^(a+)+$/);
  const text = `${'a'.repeat(60)}!`;
  it.each<[string, z.ZodType, unknown]>([
    ['in an object', z.object({ a: slow }), { a: text }],
    ['in a record', z.record(slow, z.string()), { [text]: '' }],
    ['lazy', z.lazy(() => slow.optional()), text],
    ['after others', z.string().trim().min(1).pipe(slow), text],
    ['in a tuple and a union', z.tuple([z.union([z.number(), slow])]), [text]],
  ])('match patterns in linear time: %s', (_, type, value) => {
    expect(boundedParse(type, value).problem).toMatch(/Invalid/);
  });

  it('keep what zod says, and are as before where others parse them', () => {
    const type = z.object({ id: z.string().regex(/^[a-z]+$/, 'Lower case') });
    expect(boundedParse(type, { id: 'A' }).problem).toBe('id: Lower case');
    expect(boundedParse(type, { id: 'a' }).data).toEqual({ id: 'a' });
    const many = z.array(z.number());
    expect(boundedParse(many, list(99, String)).problem?.split('; ')).toHaveLength(21);
    expect(many.safeParse(list(99, String)).error?.issues).toHaveLength(99);
  });

  it('end in an error where they take more steps than the size of the value allows', () => {
    const option = (id: number) => z.object({ id: z.literal(id) });
    const type = z.array(z.union(list(500, option)));
    expect(boundedParse(type, [{ id: 499 }]).data).toEqual([{ id: 499 }]);
    const { problem } = boundedParse(
      type,
      list(20_000, () => ({ id: -1 })),
    );
    expect(problem).toBe('Too complex to check');
    const tree: z.ZodType = z.lazy(() => z.array(tree));
    expect(
      boundedParse(
        tree,
        nested(9_999, [], (one) => [one]),
      ).problem,
    ).toBe(problem);
  });
});

it('clients and servers of the SDK check with the same bound', () => {
  const check = boundedValidator.getValidator<string>({ pattern: '^(a+)+$' });
  expect(check('aa')).toEqual({ valid: true, data: 'aa', errorMessage: undefined });
  expect(check(`${'a'.repeat(60)}!`).errorMessage).toContain('must match pattern');
});

it.each<[string, string, string, boolean]>([
  ['^.$', 'u', '😀', true],
  ['^.$', '', '😀', false],
  ['^[😀]$', 'u', '😀', true],
  [String.raw`^\u{1F600}\p{L}$`, 'u', '😀é', true],
  [String.raw`(?<=😀)b$`, 'u', '😀b', true],
  [String.raw`^a\b.\B`, 'u', 'a😀', true],
  ['^b$', 'm', 'a\nb', true],
  ['A', 'iu', 'a', true],
  ['(?=<a)<|(?<=a)b', 'u', 'ab', true],
  ['(?<=a)b|(?=<a)<', 'u', '<a', true],
])('the pattern /%s/%s of %j', (source, flags, text, matches) => {
  expect(linearPattern(source, flags)?.(text)).toBe(matches);
});

it.each([[String.raw`(a)\1`], [String.raw`(?<x>a)\k<x>`], ['(?:a{1000}){1000}'], ['(']])(
  'no automaton decides %s',
  (source) => {
    expect(linearPattern(source)).toBeUndefined();
  },
);
