import fc from 'fast-check';
import { invisibleIn } from '../../runtime/src/utils/invisible.js';
import type { JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';
import { hostileTexts } from '../support/hostile.js';

/** Any text that a spec takes: no NUL, no halves of surrogate pairs, not blank, nothing that is invisible. */
export const texts = (maxLength = 200): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 1, arbitrary: fc.constantFrom(...hostileTexts) },
      { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 10 }) },
    )
    .filter(
      (text) =>
        /\S/.test(text) &&
        !/\0|\p{Surrogate}/u.test(text) &&
        invisibleIn(text).length === 0 &&
        text.length <= maxLength,
    );

export const argumentNames = fc
  .oneof(
    fc.stringMatching(/^[a-z]{1,8}(_[a-z]{1,8})?$/),
    fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/),
    fc.constantFrom('constructor', 'toString', 'class', 'type', 'properties', '0', '-', '.'),
  )
  .filter((name) => name !== '__proto__');

const keys = fc.oneof(argumentNames, texts(100)).filter((key) => key !== '__proto__');

const lengths = { minLength: fc.nat(3), maxLength: fc.integer({ min: 3, max: 5_000 }) };
const bounds = {
  minimum: fc.integer({ min: -9, max: 9 }),
  maximum: fc.integer({ min: 10, max: 1e21 }),
};
const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);

const described = (schema: fc.Arbitrary<JsonSchemaObject>): fc.Arbitrary<JsonSchemaObject> =>
  fc
    .tuple(schema, fc.option(texts(), { nil: undefined }))
    .map(([own, description]) => ({ ...own, ...(description !== undefined && { description }) }));

const record = (required: JsonSchemaObject, optional: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .record(optional, { requiredKeys: [] })
    .map((some): JsonSchemaObject => ({ ...required, ...some }));

const enums = fc
  .uniqueArray(texts(), { minLength: 1, maxLength: 5 })
  .chain((values) =>
    record({ type: 'string', enum: values }, { default: fc.constantFrom(...values) }),
  );

const plainScalars = fc.oneof(
  record({ type: 'string' }, { minLength: lengths.minLength, maxLength: lengths.maxLength }),
  record({ type: 'string' }, { default: texts() }),
  record({ type: 'string', format: 'date-time' }, {}),
  record({ type: 'integer' }, { ...bounds, default: fc.constant(10) }),
  record({ type: 'number' }, { default: numbers }),
  record({ type: 'boolean' }, { default: fc.boolean() }),
  enums,
);

/** Schemas of one value: what a flag can say, and what fits into a path or a query. */
export const scalarSchemas = described(plainScalars);

/** Lists that a query takes. A default belongs to a whole list. */
export const scalarListSchemas = described(
  plainScalars.chain((schema) => {
    const items = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== 'default'));
    return fc.oneof(
      record({ type: 'array', items }, { minItems: fc.nat(3), maxItems: fc.integer({ min: 3 }) }),
      record({ type: 'array', items }, { default: fc.constant([]) }),
    );
  }),
);

const { nested } = fc.letrec<{ nested: JsonSchemaObject }>((tie) => ({
  nested: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema' },
    scalarSchemas,
    tie('nested').map((items): JsonSchemaObject => ({ type: 'array', items })),
    objects(tie('nested'), keys),
    fc
      .tuple(tie('nested'), tie('nested'))
      .map(([a, b]): JsonSchemaObject => ({ anyOf: [a, b], title: 'either', 'x-order': 1 })),
    fc.constant<JsonSchemaObject>({ const: { a: [1, null] } }),
    fc.constant<JsonSchemaObject>({ type: ['string', 'null'], pattern: '^a+$', examples: [null] }),
  ),
}));

export const nestedSchemas = nested;

/** An object schema over the given properties; `required` names some of them. */
export function objects(
  schema: fc.Arbitrary<JsonSchemaObject>,
  names: fc.Arbitrary<string>,
): fc.Arbitrary<ObjectSchema> {
  return fc
    .uniqueArray(fc.tuple(names, schema, fc.boolean()), {
      selector: ([name]) => name,
      maxLength: 4,
    })
    .map((entries) => objectOf(entries));
}

export function objectOf(
  entries: readonly (readonly [string, JsonSchemaObject, boolean])[],
): ObjectSchema {
  const properties = Object.fromEntries(entries.map(([name, schema]) => [name, schema]));
  // Clients look for optional ones in the prototype, so a spec may not have them in results.
  const isRequired = new Map(
    entries.map(([name, , required]) => [name, required || Object.hasOwn(Object.prototype, name)]),
  );
  const required = Object.keys(properties).filter((name) => isRequired.get(name));
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}
