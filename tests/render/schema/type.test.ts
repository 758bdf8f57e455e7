import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonSchemaObject, ObjectSchema } from '../../../src/model/json-schema.js';
import { typeSource } from '../../../src/render/schema/type.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { complaints, moduleOf } from './support/compile.js';

const rows: [schema: JsonSchemaObject, member: string][] = [
  [{}, 'value?: unknown'],
  [{ type: 'string', format: 'date' }, 'value?: string'],
  [{ type: ['string', 'null'] }, 'value?: string | null'],
  [{ type: 'integer', default: 1 }, 'value: number'],
  [{ type: 'integer', default: 'x' }, 'value?: number'],
  [{ enum: ['a', 1, true, null] }, "value?: 'a' | 1 | true | null"],
  [{ type: 'array', items: { type: ['string', 'number'] } }, 'value?: (string | number)[]'],
  [{ type: 'array', items: { type: 'array' } }, 'value?: unknown[][]'],
  [{ type: 'object' }, 'value?: Record<string, unknown>'],
  [{ type: 'object', additionalProperties: false }, 'value?: Record<string, never>'],
  [{ type: 'object', additionalProperties: { type: 'number' } }, 'value?: Record<string, number>'],
  [
    { type: 'object', properties: { 'a-b': true }, additionalProperties: true },
    "value?: { 'a-b'?: unknown; [key: string]: unknown }",
  ],
  [{ oneOf: [{ const: 'a' }, { type: 'string' }] }, 'value?: string'],
  [{ anyOf: [{ type: 'string' }, {}] }, 'value?: unknown'],
  [
    {
      type: 'array',
      prefixItems: [{ type: 'number' }, { type: 'string' }],
      minItems: 2,
      maxItems: 2,
    },
    'value?: [number, string]',
  ],
  [{ type: 'array', items: { type: 'string' }, uniqueItems: true, default: [] }, 'value: string[]'],
  [
    { type: 'object', properties: { a: true }, patternProperties: { b: true } },
    'value?: { a?: unknown; [key: string]: unknown }',
  ],
  [
    {
      type: 'object',
      properties: { a: true, b: { type: 'string' } },
      required: ['b'],
      minProperties: 1,
    },
    'value?: { a?: unknown; b: string }',
  ],
  [false, 'value?: never'] as never,
];

const of = (schema: JsonSchemaObject): ObjectSchema => ({
  type: 'object',
  properties: { value: schema },
});

it.each(rows)('%j', (schema, member) => {
  expect(typeSource(of(schema), { io: 'input', name: 'Args' })).toBe(
    `export type Args = {\n  ${member};\n};`,
  );
});

it.each<[ObjectSchema, string]>([
  [{ type: 'object' }, 'export type Args = Record<string, never>;'],
  [{ type: 'object', additionalProperties: true }, 'export type Args = Record<string, unknown>;'],
  [
    {
      ...of({ $ref: '#/$defs/tree_node' }),
      $defs: { tree_node: { type: 'object', properties: { next: { $ref: '#/$defs/tree_node' } } } },
    },
    'export type ArgsTreeNode = {\n  next?: ArgsTreeNode;\n};\n\nexport type Args = {\n  value?: ArgsTreeNode;\n};',
  ],
])('of a whole: %j', (schema, source) => {
  expect(typeSource(schema, { io: 'input', name: 'Args' })).toBe(source);
});

it('is what zod gives out, and zod gives out what it is', () => {
  const schemas = [
    ...rows.map(([schema]) => of(schema)),
    ...fc.sample(arbitrarySchema({ allOf: true }), 60),
  ];
  const modules = schemas.flatMap((schema) => [
    moduleOf(schema, 'input'),
    moduleOf(schema, 'output'),
  ]);
  expect(complaints(modules)).toEqual([]);
}, 60_000);

it('would say so if it were not', () => {
  const wrong = moduleOf(of({ type: 'integer' }), 'input').replace(
    'value?: number',
    'value?: string',
  );
  expect(complaints([wrong])).toHaveLength(2);
});
