import fc from 'fast-check';
import type {
  JsonSchema,
  JsonSchemaObject,
  ObjectSchema,
} from '../../../../src/model/json-schema.js';
import { hostileTexts } from '../../../spec/hostile.js';

const text = fc.oneof(
  fc.lorem({ maxCount: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(...hostileTexts.filter((candidate) => candidate.length < 200)),
);
const number = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, 1e21, -2.25, 1e-7));
const scalar = fc.oneof(fc.constant(null), fc.boolean(), number, text);

/** Each key is there or not. */
const some = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonSchemaObject> =>
  fc.record(fields, { requiredKeys: [] });

const notes = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 2, arbitrary: text.map((description) => ({ description })) },
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

/** Together, the parts of one schema. */
const all = (...parts: fc.Arbitrary<JsonSchemaObject>[]): fc.Arbitrary<JsonSchemaObject> =>
  fc.tuple(...parts).map((list) => Object.assign({}, ...list) as JsonSchemaObject);

const span = (least: string, most: string) =>
  fc.tuple(fc.nat(3), fc.nat(4), fc.nat(3)).map(([which, low, more]): JsonSchemaObject => ({
    ...((which & 1) === 1 && { [least]: low }),
    ...((which & 2) === 2 && { [most]: low + more }),
  }));

const typed = (type: JsonSchemaObject['type']) => fc.constant<JsonSchemaObject>({ type: type! });

const patterns = fc.constantFrom(
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
);
const strings = all(
  typed('string'),
  span('minLength', 'maxLength'),
  some({ pattern: patterns, format: fc.constantFrom('date-time', 'email', 'int32', 'x-own') }),
);
const numbers = all(
  fc.constantFrom<JsonSchemaObject>({ type: 'number' }, { type: 'integer' }),
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
    .map((values) => ({ type: 'string' as const, enum: values })),
  fc.constantFrom<JsonSchemaObject>(
    { enum: ['2', '1', 'b'] },
    { type: 'integer', enum: [3, 1, 2] },
    { type: ['string', 'null'], enum: ['a', 'b', null] },
    { enum: ['a', 1, null, true] },
    { type: 'boolean', enum: [true] },
    { type: 'string', enum: ['abc', 'abd'], minLength: 2 },
    { type: 'string', enum: ['a', 1] },
    { enum: [{ a: 1 }, [2]] },
    { const: { a: [1] } },
  ),
  scalar.map((value) => ({ const: value })),
);
const plain = fc.constantFrom<JsonSchemaObject>(
  {},
  { type: 'boolean' },
  { type: 'null' },
  { type: 'object' },
  { type: ['string', 'null'], minLength: 1 },
  { type: ['integer', 'null'], minimum: 0 },
  { type: ['string', 'number', 'boolean'] },
  { type: ['array', 'string'], items: { type: 'string' }, maxLength: 3, maxItems: 2 },
  { type: 'string', minimum: 3 },
  { minLength: 2 },
  { not: { type: 'string' } },
  { not: {} },
);

const names = fc.oneof(
  fc.constantFrom(
    'room_id',
    'limit',
    'a',
    'odd-key',
    '',
    '0',
    '10',
    'é',
    'constructor',
    '__proto__',
    'toString',
    'class',
    'type',
    '$ref',
    "it's",
  ),
  fc.stringMatching(/^[a-z]{1,10}(_[a-z]{1,10})?$/),
);

const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema', depthSize: 'small' },
    { weight: 4, arbitrary: all(fc.oneof(strings, numbers, choices, plain), notes) },
    { weight: 1, arbitrary: fc.boolean() },
    { weight: 3, arbitrary: all(objects(tie('schema')), notes) },
    {
      weight: 2,
      arbitrary: all(
        typed('array'),
        some({ items: tie('schema'), uniqueItems: fc.boolean() }),
        span('minItems', 'maxItems'),
        notes,
      ),
    },
    {
      weight: 2,
      arbitrary: all(
        fc
          .tuple(
            fc.constantFrom('anyOf', 'oneOf'),
            fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
          )
          .map(([how, options]) => ({ [how]: options })),
        notes,
      ),
    },
    { weight: 1, arbitrary: all(tagged(tie('schema')), notes) },
    {
      weight: 1,
      arbitrary: all(
        fc.constantFrom<JsonSchemaObject>({ $ref: '#/$defs/Node' }, { $ref: '#/$defs/Plain~1id' }),
        notes,
      ),
    },
  ),
}));

function objects(inner: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchemaObject> {
  const properties = fc.uniqueArray(fc.tuple(names, withDefault(inner), fc.boolean()), {
    selector: ([name]) => name,
    maxLength: 4,
  });
  const more = fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    {
      weight: 3,
      arbitrary: fc
        .oneof(fc.boolean(), inner)
        .map((additionalProperties) => ({ additionalProperties })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        { minProperties: 1 },
        { patternProperties: { '^x-': true } },
        { required: ['undeclared'] },
      ),
    },
  );
  return fc.tuple(properties, more).map(([entries, others]): JsonSchemaObject => {
    const required = entries.filter(([, , isRequired]) => isRequired).map(([name]) => name);
    return {
      type: 'object',
      ...(entries.length > 0 && { properties: Object.fromEntries(entries) }),
      ...(required.length > 0 && { required }),
      ...others,
    };
  });
}

/** Defaults of all kinds, right and wrong. */
function withDefault(inner: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchema> {
  return fc
    .tuple(
      inner,
      fc.option(fc.oneof(scalar, fc.constantFrom<unknown>([], ['a'], {}, { a: 1 })), {
        nil: undefined,
        freq: 3,
      }),
    )
    .map(([own, value]) =>
      typeof own === 'boolean' || value === undefined ? own : { ...own, default: value },
    );
}

/** Objects that a tag tells apart. */
function tagged(inner: fc.Arbitrary<JsonSchema>): fc.Arbitrary<JsonSchemaObject> {
  return fc.tuple(fc.constantFrom('anyOf', 'oneOf'), inner, inner).map(([how, one, other]) => ({
    [how]: [
      { type: 'object', properties: { kind: { const: 'one' }, value: one }, required: ['kind'] },
      {
        type: 'object',
        properties: { kind: { enum: ['two', 'three'] }, value: other },
        required: ['kind', 'value'],
      },
    ],
  }));
}

/** Schemas of arguments and results, with all that JSON Schema has to say about values. */
export const arbitrarySchema: fc.Arbitrary<ObjectSchema> = fc
  .tuple(all(objects(schema), notes), objects(schema))
  .map(([root, node]): ObjectSchema => ({
    ...root,
    type: 'object',
    $defs: {
      Node: {
        ...node,
        properties: {
          ...node.properties,
          next: { $ref: '#/$defs/Node' },
          list: { type: 'array', items: { $ref: '#/$defs/Node' } },
        },
      },
      'Plain/id': { type: 'string', maxLength: 20, description: 'Plain' },
    },
  }));
