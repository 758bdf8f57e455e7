import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { zodSchema, zodSource } from '../../src/codegen/print/zod.js';
import type { JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';

/** Schemas by the source that they become; `raw` has those that stay as they are, and why. */
const cases = parse(
  readFileSync(join(import.meta.dirname, '..', 'cases', 'source', 'zod.yaml'), 'utf8'),
) as Record<'required' | 'optional' | 'filled', Record<string, JsonSchemaObject>> & {
  raw: { why: string; type: string; schema: JsonSchemaObject }[];
};

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
  const { code } = zodSource(schema, { io, defaultedNames: filled });
  return code
    .replace(/^z\.(?:strictObject|object)\(\{\n {2}value: /, '')
    .replace(/,\n\}\)$/, '')
    .replaceAll('\n  ', '\n');
}

describe('a property', () => {
  it.each(Object.entries(cases.required))('%s', (source, schema) => {
    expect(required(schema)).toBe(source);
  });

  it.each(Object.entries(cases.optional))('is optional: %s', (source, schema) => {
    expect(optional(schema)).toBe(source);
  });

  it.each(Object.entries(cases.filled))('has a default that zod fills in: %s', (source, schema) => {
    expect(codeOf(object({ value: schema }), 'input', ['value'])).toBe(source);
  });

  it('has no default in a result, only the default as metadata', () => {
    expect(codeOf(object({ value: { type: 'boolean', default: true } }), 'output')).toBe(
      'z.boolean().optional().meta({ default: true })',
    );
  });

  it('may hold a choice of objects beside properties, which are said once', () => {
    const of = (kind: string) => object({ kind: { const: kind } }, { required: ['kind'] });
    const text = { type: 'string' } as const;
    const value = { ...object({ a: text, b: text, c: text }), oneOf: [of('a'), of('b')] };
    const { code, declarations } = zodSource(object({ value }), {
      io: 'input',
      takenNames: ['commonFields'],
    });
    expect(declarations).toContain('const commonFields2 = {\n  a: z.string().optional(),');
    expect(code).toContain("z.strictObject({ ...commonFields2, kind: z.literal('a') })");
  });

  it('may hold a choice within what choices have in common, and a recursive schema with one', () => {
    const of = (kind: string) => object({ kind: { const: kind } }, { required: ['kind'] });
    const text = { type: 'string' } as const;
    const choices = { oneOf: [of('a'), of('b')] };
    const inner = { ...object({ a: text, b: text, c: text }), ...choices };
    const outer = { ...object({ d: text, e: text, inner }), ...choices };
    const node = object({ next: { $ref: '#/$defs/node' }, outer });
    const schema = { ...object({ value: { $ref: '#/$defs/node' } }), $defs: { node } };
    const { declarations } = zodSource(schema, { io: 'input' });
    const names = [...declarations.matchAll(/^const (\w+)/gm)].map(([, name]) => name);
    expect(names).toEqual(['commonFields', 'commonFields2', 'nodeInput']);
    expect(/const commonFields2 = [^]*?\n};/.exec(declarations)?.[0]).toContain('...commonFields,');
  });

  it('may hold a choice of objects that a tag tells apart', () => {
    const of = (kind: string) => object({ kind: { const: kind } }, { required: ['kind'] });
    expect(required({ oneOf: [of('a'), of('b')] })).toBe(
      "z.discriminatedUnion('kind', [\n  z.strictObject({ kind: z.literal('a') }),\n  z.strictObject({ kind: z.literal('b') }),\n])",
    );
  });
});

describe('what zod has no words for', () => {
  it('gets the defaults that are sent, as other arguments do', () => {
    const properties = { limit: { type: 'integer', default: 50 }, a: { type: 'string' } } as const;
    const schema = object(properties, { dependentRequired: { a: ['limit'] } });
    const { code } = zodSource(schema, { io: 'input', defaultedNames: ['limit'] });
    expect(code).toMatch(/\}\)\.overwrite\(\(args\) => \(\{ limit: 50, \.\.\.args \}\)\)$/);
    expect(zodSchema(schema, 'input', ['limit']).parse({})).toEqual({ limit: 50 });
  });

  it.each(cases.raw)('$schema', ({ schema, type, why }) => {
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
    usesZod: true,
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
    sharedNames: [],
  });
});

it('states which helpers the code imports', () => {
  const schema = object({ id: { type: 'integer' }, tags: { type: 'array', uniqueItems: true } });
  expect(zodSource(schema, { io: 'input' }).helpers).toEqual(['rawSchema']);
});

const RECEIVED = object({ a: { type: ['string', 'null'] } });

it.each<[ObjectSchema, 'input' | 'output', string]>([
  [{ type: 'object' }, 'input', 'z.strictObject({})'],
  [{ type: 'object' }, 'output', 'z.looseObject({})'],
  [{ type: 'object', additionalProperties: false }, 'input', 'z.strictObject({})'],
  [{ type: 'object', additionalProperties: false }, 'output', 'z.object({})'],
  [RECEIVED, 'output', 'z.object({\n  a: z.string().nullish(),\n})'],
  [{ ...RECEIVED, additionalProperties: true }, 'output', 'fromApi({\n  a: z.string(),\n})'],
])('takes %j for %s', (schema, io, source) => {
  expect(zodSource(schema, { io }).code).toBe(source);
});

it.each<[string, JsonSchemaObject, boolean]>([
  [
    'a call that goes on below',
    {
      type: 'object',
      properties: { a: { type: ['string', 'null'], pattern: `^${'a'.repeat(99)}$` } },
    },
    true,
  ],
  [
    'a text that looks like a call',
    {
      type: 'object',
      properties: Object.fromEntries([
        ['constructor', { type: 'string', description: 'z.B. z.string()' }],
      ]),
    },
    false,
  ],
])('states whether the code uses zod: %s', (_, schema, usesZod) => {
  expect(zodSource(schema, { io: 'input' }).usesZod).toBe(usesZod);
});
