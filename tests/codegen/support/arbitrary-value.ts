import fc from 'fast-check';
import type { JsonSchemaObject } from '../../../src/model/json-schema.js';
import { hostileTexts } from '../../support/hostile.js';

export const text = fc.oneof(
  fc.lorem({ maxCount: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(...hostileTexts.filter((hostile) => hostile.length < 200)),
);
const number = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, 1e21, -2.25, 1e-7));
export const scalar = fc.oneof(fc.constant(null), fc.boolean(), number, text);

/** Each key is there or not. */
export const some = (
  fields: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<JsonSchemaObject> => fc.record(fields, { requiredKeys: [] });

/** The parts of one schema together. */
export const all = (...parts: fc.Arbitrary<JsonSchemaObject>[]): fc.Arbitrary<JsonSchemaObject> =>
  fc.tuple(...parts).map((list) => Object.assign({}, ...list) as JsonSchemaObject);

export const notes = fc.oneof(
  { weight: 3, arbitrary: fc.constant<JsonSchemaObject>({}) },
  { weight: 2, arbitrary: text.map((description): JsonSchemaObject => ({ description })) },
  {
    weight: 1,
    arbitrary: some({
      title: text,
      description: text,
      examples: fc.array(scalar, { maxLength: 2 }),
      deprecated: fc.boolean(),
      'x-note': fc.jsonValue({ maxDepth: 1 }),
      $comment: text,
    }),
  },
);

/** Two bounds in the right order, one of them, or none. */
export const span = (least: string, most: string): fc.Arbitrary<JsonSchemaObject> =>
  fc.tuple(fc.nat(3), fc.nat(4), fc.nat(3)).map(([which, low, more]) => ({
    ...((which & 1) === 1 && { [least]: low }),
    ...((which & 2) === 2 && { [most]: low + more }),
  }));

const one = (...schemas: JsonSchemaObject[]) => fc.constantFrom(...schemas);

const strings = all(
  one({ type: 'string' }),
  span('minLength', 'maxLength'),
  some({
    pattern: fc.constantFrom(
      '^[a-z]',
      '^a/b$',
      '\\d+',
      '^[^/]*$',
      '^\\p{L}',
      'é',
      '',
      '[/\\]]',
      '\u202e',
      '^(a|b){2}\\u{61}$',
    ),
    format: fc.constantFrom('date-time', 'email', 'int32', 'x-own'),
  }),
);

const numbers = all(
  one({ type: 'number' }, { type: 'integer' }),
  some({
    minimum: fc.integer({ min: -9, max: 3 }),
    exclusiveMinimum: fc.integer({ min: -9, max: 3 }),
    maximum: fc.constantFrom(4, 9.5, 2 ** 60),
    exclusiveMaximum: fc.constantFrom(5, 100),
    multipleOf: fc.constantFrom(1, 2, 0.5),
  }),
);

const choices = fc.oneof(
  fc
    .uniqueArray(text, { minLength: 1, maxLength: 5 })
    .map((values): JsonSchemaObject => ({ type: 'string', enum: values })),
  scalar.map((value): JsonSchemaObject => ({ const: value })),
  one(
    { enum: ['2', '1', 'b'] },
    { type: 'integer', enum: [3, 1, 2] },
    { type: ['string', 'null'], enum: ['a', 'b', null] },
    { enum: ['a', 1, null, true] },
    { type: 'boolean', enum: [true] },
    { type: 'string', enum: ['abc', 'abd'], minLength: 2 },
    { type: 'string', enum: ['today', 'now'], format: 'date' },
    { type: 'string', enum: ['a', 1] },
    { enum: [{ a: 1 }, [2]] },
    { const: { a: [1] } },
  ),
);

const others = one(
  {},
  { type: 'boolean' },
  { type: 'null' },
  { type: 'object' },
  { type: ['string', 'null'], minLength: 1 },
  { type: ['integer', 'null'], minimum: 0 },
  { type: ['string', 'number', 'boolean'] },
  { type: ['array', 'string'], items: { type: 'string' }, maxLength: 3, maxItems: 2 },
  { type: 'string', minimum: 3 },
  { type: 'object', minProperties: 0, minLength: 2 },
  { minLength: 2 },
  { not: { type: 'string' } },
  { not: {} },
  {
    type: 'array',
    prefixItems: [{ type: 'string' }, { type: 'integer' }],
    items: false,
    minItems: 2,
  },
);

/** Schemas without schemas inside. */
export const flatSchemas = fc.oneof(strings, numbers, choices, others);
