import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleArguments } from '../../src/testing/remote/sample.js';
import { schemaCheck } from '../../src/utils/schema-check.js';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const TREE = object(
  { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
  { required: ['name', 'children'] },
);

it.each<[text: string, schema: Record<string, unknown>, sample: object]>([
  ['no arguments', { type: 'object' }, {}],
  ['texts', object({ a: { type: 'string' }, b: {} }), { a: 'a/b', b: 'a/b' }],
  [
    'lengths',
    object({ a: { type: 'string', minLength: 5 }, b: { type: 'string', maxLength: 2 } }),
    { a: 'a/bbb', b: 'a/' },
  ],
  ['a format', object({ a: { type: 'string', format: 'date' } }), { a: '2026-01-02' }],
  [
    'numbers',
    object({
      a: { type: 'integer', minimum: 5 },
      b: { type: 'number', exclusiveMaximum: 0 },
      c: { type: 'integer', multipleOf: 25, minimum: 30 },
      d: { type: 'integer', maximum: -3 },
    }),
    { a: 5, b: -1, c: 50, d: -3 },
  ],
  [
    'stated values',
    object({
      a: { enum: ['x', 'y'] },
      b: { const: 0 },
      c: { type: 'string', examples: ['Ada'] },
      d: { type: 'boolean', default: false },
    }),
    { a: 'x', b: 0, c: 'Ada', d: false },
  ],
  [
    'null or a value',
    object({
      a: { type: ['null', 'integer'] },
      b: { anyOf: [{ type: 'null' }, { type: 'boolean' }] },
    }),
    { a: 1, b: true },
  ],
  [
    'lists',
    object({ a: { type: 'array', items: object({ b: { type: 'string' } }), minItems: 2 } }),
    { a: [{ b: 'a/b' }, { b: 'a/b' }] },
  ],
  [
    'a tuple',
    object({
      a: { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false },
    }),
    { a: [1, 'a/b'] },
  ],
  [
    'a definition',
    object({ a: { $ref: '#/%24defs%2FA/0' } }, { $defs: { A: [{ type: 'integer' }] } }),
    { a: 1 },
  ],
  [
    'parts',
    {
      type: 'object',
      allOf: [object({ a: { type: 'integer' } }), object({ b: { type: 'boolean' } })],
    },
    { a: 1, b: true },
  ],
  [
    'alternatives, of which only one may be stated',
    object(
      { id: { type: 'integer' }, name: { type: 'string' } },
      { oneOf: [{ required: ['id'] }, { required: ['name'] }] },
    ),
    { id: 1 },
  ],
])('sample arguments: %s', (_, schema, sample) => {
  expect(sampleArguments(schema)).toEqual(sample);
  expect(schemaCheck(schema)(sample)).toEqual([]);
});

it('a schema that refers to itself has a sample', () => {
  const schema = { ...object({ tree: { $ref: '#/$defs/Tree' } }), $defs: { Tree: TREE } };
  expect(schemaCheck(schema)(sampleArguments(schema))).toEqual([]);
});

const nullable = { anyOf: [{ $ref: '#' }, { type: 'null' }] };
it.each<[text: string, schema: Record<string, unknown>, sample: object]>([
  ['null', object({ a: { anyOf: [{ type: 'null' }] } }), { a: null }],
  [
    'itself, or null',
    object({ a: nullable, b: nullable }, { required: ['a', 'b'] }),
    { a: { a: null, b: null }, b: { a: null, b: null } },
  ],
])('sample arguments with %s fit', (_, schema, sample) => {
  expect(sampleArguments(schema)).toEqual(sample);
  expect(schemaCheck(schema)(sample)).toEqual([]);
});

it.each(['#/$defs/100%', '#/$defs/None', 'https://example.com/room.json'])(
  'a tool whose schema refers to %s has a sample',
  ($ref) => expect(sampleArguments(object({ a: { $ref } }))).toEqual({ sample: 'a/b' }),
);

it('a schema that no value fits ends', () => {
  const schema = object({ a: { $ref: '#' } }, { required: ['a'] });
  expect(Object.keys(sampleArguments(schema))).toEqual(['a']);
});

it('the arguments of the reference server of MCP fit its schemas', () => {
  const file = join(
    import.meta.dirname,
    '../../../examples/gateway/src/providers/memory/remote.json',
  );
  const { tools } = JSON.parse(readFileSync(file, 'utf8')) as {
    tools: { inputSchema: Record<string, unknown> }[];
  };
  for (const { inputSchema } of tools)
    expect(schemaCheck(inputSchema)(sampleArguments(inputSchema))).toEqual([]);
});
