import fc from 'fast-check';
import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../../src/model/json-schema.js';
import { all, flatSchemas, notes, scalar, some, span } from './arbitrary-value.js';

type Schemas = fc.Arbitrary<JsonSchema>;

const one = (...schemas: JsonSchemaObject[]) => fc.constantFrom(...schemas);

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
    'class',
    'type',
    '$ref',
    "it's",
  ),
  fc.constantFrom('constructor', '__proto__', 'toString'),
  fc.stringMatching(/^[a-z]{1,10}(_[a-z]{1,10})?$/),
);

function objects(inner: Schemas): fc.Arbitrary<JsonSchemaObject> {
  const properties = fc.uniqueArray(fc.tuple(names, withDefault(inner), fc.boolean()), {
    selector: ([name]) => name,
    maxLength: 4,
  });
  const rest = fc
    .oneof(fc.boolean(), inner)
    .map((additionalProperties): JsonSchemaObject => ({ additionalProperties }));
  const more = fc.oneof(
    { weight: 6, arbitrary: one({}) },
    { weight: 3, arbitrary: rest },
    {
      weight: 1,
      arbitrary: one(
        { minProperties: 1 },
        { patternProperties: { '^x-': true } },
        { required: ['undeclared'] },
      ),
    },
  );
  return fc.tuple(properties, more).map(([entries, others]): JsonSchemaObject => {
    const required = entries.filter(([, , isRequired]) => isRequired).map(([name]) => name);
    const named = Object.fromEntries(entries.map(([name, schema]) => [name, schema]));
    return {
      type: 'object',
      ...(entries.length > 0 && { properties: named }),
      ...(required.length > 0 && { required }),
      ...others,
    };
  });
}

/** Defaults of all kinds, right and wrong. */
function withDefault(inner: Schemas): Schemas {
  const values = fc.oneof(scalar, fc.constantFrom<unknown>([], ['a'], {}, { a: 1 }));
  return fc
    .tuple(inner, fc.option(values, { nil: undefined, freq: 3 }))
    .map(([own, value]) =>
      typeof own === 'boolean' || value === undefined ? own : { ...own, default: value },
    );
}

const arrays = (inner: Schemas) =>
  all(
    one({ type: 'array' }),
    some({ items: inner, uniqueItems: fc.boolean() }),
    span('minItems', 'maxItems'),
  );

const unions = (inner: Schemas): fc.Arbitrary<JsonSchemaObject> =>
  fc
    .tuple(fc.constantFrom('anyOf', 'oneOf'), fc.array(inner, { minLength: 1, maxLength: 3 }))
    .map(([how, options]) => ({ [how]: options }));

/** Objects that a tag tells apart. */
const tagged = (inner: Schemas): fc.Arbitrary<JsonSchemaObject> =>
  fc.tuple(fc.constantFrom('anyOf', 'oneOf'), inner, inner).map(([how, first, second]) => ({
    [how]: [
      { type: 'object', properties: { kind: { const: 'one' }, value: first }, required: ['kind'] },
      {
        type: 'object',
        properties: { kind: { enum: ['two', 'three'] }, value: second },
        required: ['kind', 'value'],
      },
    ],
  }));

const references = one({ $ref: '#/$defs/Node' }, { $ref: '#/$defs/Plain~1id' });

const combined = (inner: Schemas): fc.Arbitrary<JsonSchemaObject> =>
  fc.array(inner, { minLength: 1, maxLength: 3 }).map((allOf) => ({ allOf }));

/** Schemas of arguments and results, with all that JSON Schema has to say about values. */
export function arbitrarySchema(options: { allOf: boolean }): fc.Arbitrary<ObjectSchema> {
  const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => {
    const inner = tie('schema');
    const kinds = [
      flatSchemas,
      flatSchemas,
      objects(inner),
      arrays(inner),
      unions(inner),
      tagged(inner),
      references,
    ];
    const noted = [...kinds, ...(options.allOf ? [combined(inner)] : [])].map((kind) =>
      all(kind, notes),
    );
    return {
      schema: fc.oneof(
        { maxDepth: 3, depthIdentifier: 'schema', depthSize: 'small' },
        ...noted,
        fc.boolean(),
      ),
    };
  });
  return fc.tuple(all(objects(schema), notes), objects(schema)).map(([root, node]) => ({
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
}
