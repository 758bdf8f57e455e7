import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jsonSchema } from '../../runtime/src/call/schema/zod-json-schema.js';
import { zodSchema } from '../../src/codegen/print/zod.js';
import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';
import { schemaProblems } from '../../src/model/json-schema/problems.js';
import { mapSubschemas, omit } from '../../src/model/json-schema/subschemas.js';
import { caseCount } from '../support/mutated.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { canonical } from './support/canonical.js';
import { advertised, evaluated } from './support/evaluate.js';
import { instancesOf } from './support/instances.js';

const ios = ['input', 'output'] as const;

it.each(ios)('shows clients what the schema says: %s', (io) => {
  fc.assert(
    fc.property(arbitrarySchema({ allOf: false }), (schema) => {
      expect(canonical(advertised(schema, io), io)).toEqual(canonical(schema, io));
    }),
    { numRuns: caseCount(150) },
  );
});

it.each(ios)('has the same schema as a value and as source: %s', (io) => {
  fc.assert(
    fc.property(arbitrarySchema({ allOf: true }), (schema) => {
      const value = omit(jsonSchema(zodSchema(schema, io, []), io), ['$schema']);
      expect(value).toEqual(advertised(schema, io));
    }),
    { numRuns: caseCount(100) },
  );
});

it('finds nothing wrong with a schema that is right', () => {
  fc.assert(
    fc.property(arbitrarySchema({ allOf: true }), (schema) => {
      expect(schemaProblems(schema)).toEqual([]);
    }),
  );
});

/** Formats are notes for zod. */
const withoutFormats = (schema: JsonSchema): JsonSchema =>
  typeof schema === 'boolean' ? schema : mapSubschemas(omit(schema, ['format']), withoutFormats);

it('accepts what the schema accepts, and refuses what it refuses', () => {
  fc.assert(
    fc.property(arbitrarySchema({ allOf: true }), (original) => {
      const schema = withoutFormats(original) as ObjectSchema;
      const type = evaluated(schema, 'input', true);
      const validator = new Validator(structuredClone(schema), '2020-12');
      for (const instance of instancesOf(schema)) {
        const { success } = type.safeParse(instance);
        expect({ instance, success }).toEqual({
          instance,
          success: validator.validate(instance).valid,
        });
      }
    }),
    { numRuns: caseCount(100) },
  );
});

it('sends results that fit what clients are shown', () => {
  fc.assert(
    fc.property(arbitrarySchema({ allOf: true }), (original) => {
      const schema = withoutFormats(original) as ObjectSchema;
      const type = evaluated(schema, 'output');
      const shown = new Validator(advertised(schema, 'output'), '2020-12');
      for (const instance of instancesOf(schema)) {
        const { success, data } = type.safeParse(instance);
        if (success) expect({ data, ...shown.validate(data) }).toMatchObject({ data, valid: true });
      }
    }),
    { numRuns: caseCount(100) },
  );
});

const record = (...names: string[]): JsonSchemaObject => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
});

it.each<[JsonSchemaObject, unknown]>([
  [{ anyOf: [record('a'), record('b')] }, { b: 'x' }],
  [
    {
      anyOf: [
        { type: 'array', items: record('a') },
        { type: 'array', items: record('b') },
      ],
    },
    [{ b: 'x' }],
  ],
  [{ anyOf: [record('a'), { type: 'string' }] }, 'x'],
  [{ oneOf: [record('a'), { type: 'null' }] }, null],
  [{ type: 'object' }, { b: 'x' }],
  [{ ...record('a'), additionalProperties: true }, { b: 'x' }],
  [{ type: 'object', additionalProperties: { type: 'number' } }, { b: 1 }],
  [{ allOf: [record('a'), record('b')] }, { a: 'x', b: 'x' }],
])('keeps every member that one option declares: %j of %j', (value, result) => {
  const type = evaluated({ type: 'object', properties: { value } }, 'output');
  expect(type.parse({ value: result })).toEqual({ value: result });
});

it.each<[JsonSchemaObject, unknown]>([
  [{ oneOf: [{ type: 'null' }, { enum: [1, null] }] }, null],
  [{ oneOf: [{ type: 'null' }, {}] }, null],
  [{ oneOf: [{ type: 'null' }, { type: ['null', 'string'] }] }, null],
])('refuses what suits both options: %j of %j', (value, result) => {
  const type = evaluated({ type: 'object', properties: { value } }, 'output');
  expect(type.safeParse({ value: result }).success).toBe(false);
});

it('tells closed options of a result apart by their further properties', () => {
  const closed = (...names: string[]): JsonSchemaObject => ({
    ...record(...names),
    required: names,
    additionalProperties: false,
  });
  const value = { oneOf: [closed('id'), closed('id', 'name')] };
  const type = evaluated({ type: 'object', properties: { value } }, 'output');
  const result = { value: { id: 'a', name: 'b' } };
  expect(type.parse(result)).toEqual(result);
});

it('leaves out what a result does not declare', () => {
  const type = evaluated({ type: 'object', properties: { inner: record('a') } }, 'output');
  expect(type.parse({ inner: { a: 'x', secret: 'y' }, secret: 'z' })).toEqual({
    inner: { a: 'x' },
  });
});
