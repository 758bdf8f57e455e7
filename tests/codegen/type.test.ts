import fc from 'fast-check';
import { expect, it } from 'vitest';
import { zodSource } from '../../src/codegen/print/zod.js';
import type { JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { complaints, moduleOf } from './support/compile.js';

/** Schemas that zod has no words for, and the type that is stated for them. */
const rows: [schema: JsonSchemaObject, type: string][] = [
  [{ type: 'string', contentEncoding: 'base64', not: { const: '' } }, 'string'],
  [{ enum: ['a', 1, true, null], not: { const: 'a' } }, "'a' | 1 | true | null"],
  [
    {
      type: 'array',
      prefixItems: [{ type: 'number' }, { type: 'string' }],
      minItems: 2,
      maxItems: 2,
    },
    '[number, string]',
  ],
  [
    { type: 'array', items: { type: ['string', 'number'] }, uniqueItems: true },
    '(string | number)[]',
  ],
  [
    { type: 'array', items: { type: 'string' }, anyOf: [{ minItems: 2 }, { maxItems: 0 }] },
    'string[]',
  ],
  [{ type: 'object', minProperties: 1 }, 'Record<string, unknown>'],
  [
    { type: 'object', properties: { a: true }, patternProperties: { b: true } },
    '{ a?: unknown; [key: string]: unknown }',
  ],
  [
    {
      type: 'object',
      properties: { a: true, b: { type: 'string' } },
      required: ['b'],
      minProperties: 1,
      additionalProperties: false,
    },
    '{ a?: unknown; b: string }',
  ],
];

const of = (schema: JsonSchemaObject): ObjectSchema => ({
  type: 'object',
  properties: { value: schema },
});

it.each(rows)('the code of the schema %j states its type', (schema, type) => {
  expect(zodSource(of(schema), { io: 'input' }).code).toContain(`rawSchema<${type}>(`);
});

it('generated schemas compile, and infer the stated type', () => {
  const schemas = fc.sample(arbitrarySchema({ allOf: true }), 30);
  const stated = rows.map(([schema, type]) =>
    moduleOf(of(schema), 'input', `{ value?: ${type} | undefined }`),
  );
  const modules = schemas.flatMap((schema) => [
    moduleOf(schema, 'input'),
    moduleOf(schema, 'output'),
  ]);
  expect(complaints([...stated, ...modules])).toEqual([]);
});

it('the compiler reports a stated type that is wrong', () => {
  expect(complaints([moduleOf(of({ type: 'integer' }), 'input', 'string')])).toHaveLength(2);
});
