import { describe, expect, it } from 'vitest';
import type { JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';
import { zodSource } from '../../src/source/print/zod.js';

const object = (
  properties: ObjectSchema['properties'],
  more: JsonSchemaObject = {},
): ObjectSchema => ({
  ...more,
  type: 'object',
  properties: properties ?? {},
});

/** How one required property is written. */
const required = (schema: JsonSchemaObject) =>
  codeOf(object({ value: schema }, { required: ['value'] }));
const optional = (schema: JsonSchemaObject) => codeOf(object({ value: schema }));

function codeOf(schema: ObjectSchema, io: 'input' | 'output' = 'input', filled: string[] = []) {
  const { code } = zodSource(schema, { io, filled });
  return code
    .replace(/^z\.object\(\{\n {2}value: /, '')
    .replace(/,\n\}\)$/, '')
    .replaceAll('\n  ', '\n');
}

describe('a property', () => {
  it.each<[JsonSchemaObject, string]>([
    [{}, 'z.unknown()'],
    [{ type: 'string' }, 'z.string()'],
    [{ type: 'string', minLength: 2, maxLength: 2 }, 'z.string().length(2)'],
    [{ type: 'string', pattern: '^a/b$' }, 'z.string().regex(/^a\\/b$/)'],
    [{ type: 'string', pattern: '^[\\w.]+\\.js$' }, 'z.string().regex(/^[\\w.]+\\.js$/)'],
    [{ type: 'string', pattern: '^.$' }, 'z.string().regex(/^.$/u)'],
    [
      { type: 'string', pattern: '^[\\ud83d\\ude00-\\ud83d\\ude4f]$' },
      'z.string().regex(/^[\\ud83d\\ude00-\\ud83d\\ude4f]$/u)',
    ],
    [{ type: 'string', format: 'date-time' }, "z.string().meta({ format: 'date-time' })"],
    [{ type: 'integer' }, 'integer()'],
    [{ type: 'integer', minimum: 1, maximum: 100 }, 'z.int().min(1).max(100)'],
    [
      { type: 'integer', minimum: 0, maximum: 2 ** 63 },
      'integer().min(0).max(9223372036854776000)',
    ],
    [{ type: ['string', 'null'], minLength: 1 }, 'z.string().min(1).nullable()'],
    [{ type: 'string', enum: ['2', '1', 'x'] }, "z.literal(['2', '1', 'x'])"],
    [{ type: 'integer', enum: [1, 2] }, "z.literal([1, 2]).meta({ type: 'integer' })"],
    [{ type: 'array' }, 'z.array(z.unknown())'],
    [{ type: 'object' }, 'z.looseObject({})'],
    [
      object({ id: true }, { additionalProperties: true }),
      'z.looseObject({ id: z.unknown().optional() })',
    ],
    [{ oneOf: [{ type: 'string' }, { type: 'boolean' }] }, 'z.xor([z.string(), z.boolean()])'],
    [{ type: 'string', description: "It's `${here}`." }, 'z.string().describe("It\'s `${here}`.")'],
    [{ type: 'string', default: 'x' }, "z.string().meta({ default: 'x' })"],
  ])('%j', (schema, source) => {
    expect(required(schema)).toBe(source);
  });

  it.each<[JsonSchemaObject, string]>([
    [{ type: 'string' }, 'z.string().optional()'],
    [
      { type: 'integer', minimum: 1, maximum: 100, default: 50, description: 'Most.' },
      "z.int().min(1).max(100).optional().meta({ default: 50, description: 'Most.' })",
    ],
    [
      object({ deep: { type: 'number', default: 1 } }),
      'z.object({ deep: z.number().optional().meta({ default: 1 }) }).optional()',
    ],
    [{ type: 'string', default: null }, 'z.string().optional().meta({ default: null })'],
  ])('that may be left out: %j', (schema, source) => {
    expect(optional(schema)).toBe(source);
  });

  it.each<[JsonSchemaObject, string]>([
    [
      { type: 'integer', default: 50, description: 'Most.' },
      "integer().default(50).describe('Most.')",
    ],
    [
      { type: 'array', items: { type: 'string' }, default: ['a'] },
      "z.array(z.string()).default(['a'])",
    ],
    [
      object({ deep: { type: 'number', default: 1 } }, { default: {} }),
      'z.object({ deep: z.number().optional().meta({ default: 1 }) }).default({})',
    ],
  ])('whose default is filled in: %j', (schema, source) => {
    expect(codeOf(object({ value: schema }), 'input', ['value'])).toBe(source);
  });

  it('has no default in a result: it is there or not', () => {
    expect(codeOf(object({ value: { type: 'boolean', default: true } }), 'output')).toBe(
      'z.boolean().optional().meta({ default: true })',
    );
  });

  it('may hold a choice of objects that a tag tells apart', () => {
    const of = (kind: string) => object({ kind: { const: kind } }, { required: ['kind'] });
    expect(required({ oneOf: [of('a'), of('b')] })).toBe(
      "z.discriminatedUnion('kind', [\n  z.object({ kind: z.literal('a') }),\n  z.object({ kind: z.literal('b') }),\n])",
    );
  });
});

describe('what zod has no words for', () => {
  it.each<[JsonSchemaObject, string, string]>([
    [
      { type: 'array', items: { type: 'string' }, uniqueItems: true },
      'string[]',
      'zod has no word for "uniqueItems"',
    ],
    [
      { type: 'object', minProperties: 1 },
      'Record<string, unknown>',
      'zod has no word for "minProperties"',
    ],
    [{ not: { type: 'null' } }, 'unknown', 'zod has no word for "not"'],
    [{ enum: [{ a: 1 }] }, 'unknown', 'zod cannot compare what "enum" lists'],
    [{ type: 'string', enum: ['a', 1] }, "'a' | 1", 'not all that "enum" lists is allowed'],
    [{ minLength: 1 }, 'unknown', '"minLength" without "type" suits values of other types, too'],
    [
      object({ constructor: { type: 'string' as const } }),
      '{ constructor?: string }',
      'every object has something named "constructor", which zod would take',
    ],
    [
      { anyOf: [object({ a: true }), object({ b: true })] },
      '{ a?: unknown } | { b?: unknown }',
      'zod would take the first object that fits and drop what it does not name',
    ],
    [
      {
        oneOf: [
          { type: 'string', format: 'date' },
          { type: 'string', format: 'time' },
        ],
      },
      'string',
      'only formats tell the choices apart, and zod takes them as notes',
    ],
  ])('%j', (schema, type, why) => {
    const [head, comment] = required(schema).split('\n');
    expect(head).toBe(`rawSchema<${type}>({`);
    expect(comment).toBe(`  // Raw JSON Schema: ${why}.`);
  });

  it('is the whole schema where an object contains itself under any name', () => {
    const schema: ObjectSchema = {
      ...object({ tree: { $ref: '#/$defs/Tree' } }),
      $defs: { Tree: { type: 'object', additionalProperties: { $ref: '#/$defs/Tree' } } },
    };
    expect(zodSource(schema, { io: 'input' }).code).toMatch(
      /^rawSchema<[^]*Raw JSON Schema: only named properties of a zod object can contain it\./,
    );
  });

  it('is the whole schema where a part of it refers to another', () => {
    const schema: ObjectSchema = {
      ...object({ tree: { $ref: '#/$defs/Tree' } }),
      $defs: { Tree: { type: ['array', 'string'], items: { $ref: '#/$defs/Tree' } } },
    };
    expect(zodSource(schema, { io: 'input' }).code).toMatch(
      /^rawSchema<\{ tree\?: unknown \}>\(\{\n {2}\/\/ Raw JSON Schema: .*\n {2}type: 'object',/,
    );
  });
});

it('names what contains itself, by the side it is for', () => {
  const schema: ObjectSchema = {
    ...object({ first: { $ref: '#/$defs/Comment', description: 'The first.' } }),
    $defs: {
      Comment: object(
        {
          text: { type: 'string' },
          replies: { type: 'array', items: { $ref: '#/$defs/Comment' } },
        },
        { required: ['text'] },
      ),
    },
  };
  expect(zodSource(schema, { io: 'output', prefix: '  output: ' })).toEqual({
    declarations: [
      'const commentOutput = z',
      '  .object({',
      '    text: z.string(),',
      '    get replies() {',
      '      return z.array(commentOutput).optional();',
      '    },',
      '  })',
      "  .meta({ id: 'Comment' });",
    ].join('\n'),
    code: "z.object({\n    first: commentOutput.optional().describe('The first.'),\n  })",
    helpers: [],
  });
});

it('tells which helpers the code needs', () => {
  const schema = object({ id: { type: 'integer' }, tags: { type: 'array', uniqueItems: true } });
  expect(zodSource(schema, { io: 'input' }).helpers).toEqual(['integer', 'rawSchema']);
});

it.each<[ObjectSchema, 'input' | 'output', string]>([
  [{ type: 'object' }, 'input', 'z.object({})'],
  [{ type: 'object' }, 'output', 'z.looseObject({})'],
  [{ type: 'object', additionalProperties: false }, 'input', 'z.strictObject({})'],
  [{ type: 'object', additionalProperties: false }, 'output', 'z.object({})'],
])('takes %j for %s', (schema, io, source) => {
  expect(zodSource(schema, { io }).code).toBe(source);
});
