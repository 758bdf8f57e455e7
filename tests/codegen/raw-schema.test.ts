import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { boundedParse, parseArguments } from '../../runtime/src/call/schema/bounded-parse.js';
import { integer } from '../../runtime/src/call/schema/integer.js';
import { rawSchema } from '../../runtime/src/call/schema/raw-schema.js';

const shown = (type: z.ZodType) => {
  const { $schema, ...schema } = type['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  return schema;
};

const complaints = (type: z.ZodType, value: unknown) =>
  type.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('rawSchema', () => {
  const tags = { type: 'array', items: { type: 'string', minLength: 2 }, uniqueItems: true };

  it.each<[Record<string, unknown>]>([
    [tags],
    [
      {
        type: 'object',
        minProperties: 1,
        title: 'T',
        default: { a: 1 },
        examples: [{}],
        'x-own': null,
      },
    ],
    [{ anyOf: [{ type: 'string' }, { not: { type: 'null' } }], description: 'D' }],
    [
      {
        $ref: '#/$defs/Tree',
        $defs: { Tree: { type: ['array', 'null'], items: { $ref: '#/$defs/Tree' } } },
      },
    ],
  ])('shows the schema as it is: %j', (schema) => {
    expect(shown(rawSchema(schema))).toEqual(schema);
  });

  it.each<[unknown, string[] | undefined]>([
    [{ tags: ['ab', 'cd'] }, undefined],
    [{ tags: ['ab', 'ab'] }, ['tags: Duplicate items at indexes 0 and 1']],
    [
      { tags: ['ab', 1, 'c'] },
      [
        'tags.1: Invalid input: expected string, received number',
        'tags.2: Too small: expected string to have >=2 characters',
      ],
    ],
    [{ tags: 'ab' }, ['tags: Invalid input: expected array, received string']],
    [{}, ['tags: Required']],
  ])('says what is wrong with %j, and where', (value, problems) => {
    expect(complaints(z.object({ tags: rawSchema(tags) }), value)).toEqual(problems);
  });

  const id = { type: ['integer', 'string'], format: 'int64' };
  const item = { $ref: '#/$defs/id' };
  it.each<[string, Record<string, unknown>, unknown, unknown]>([
    ['a property', { properties: { id } }, { id: '7' }, { id: 7 }],
    ['beyond 2^53', { properties: { id } }, { id: '9223372036854775807' }, { id: 2n ** 63n - 1n }],
    ['items', { properties: { ids: { items: item } } }, { ids: ['0', 1] }, { ids: [0, 1] }],
    ['others', { additionalProperties: { allOf: [id, item] } }, { a: '-1' }, { a: -1 }],
    [
      'the alternative that matches',
      {
        anyOf: [
          { properties: { kind: { const: 'a' }, id } },
          { properties: { kind: { const: 'b' }, id: { type: 'string' } } },
        ],
      },
      { kind: 'b', id: '7' },
      { kind: 'b', id: '7' },
    ],
    ['one of several', { oneOf: [id, { type: 'object' }] }, '7', 7],
    [
      'a text without the format',
      { properties: { id: { type: 'string' } } },
      { id: '7' },
      { id: '7' },
    ],
    ['no digits', { properties: { id } }, { id: 'seven' }, undefined],
  ])('has the integers that texts of 64 bits stand for: %s', (_, schema, value, parsed) => {
    const type = rawSchema({ ...schema, $defs: { id } });
    expect(type.safeParse(value).data).toEqual(parsed);
  });

  it.each<[string, object]>([
    ['one text in several places', { allOf: [{ items: item }, { items: { allOf: [item] } }] }],
    ['a list behind a reference', { $ref: '#/$defs/ids' }],
    ['a list in an alternative', { anyOf: [{ type: 'null' }, { $ref: '#/$defs/ids' }] }],
  ])('has the integers of a long list: %s', (_, schema) => {
    const texts = Array.from({ length: 150_000 }, (_text, index) => String(index % 9));
    const type = rawSchema({ ...schema, $defs: { id, ids: { type: 'array', items: item } } });
    expect(type.parse(texts)).toEqual(texts.map(Number));
  });

  it('has the integers of nested lists in as many steps as they have members', () => {
    const items = { anyOf: [{ $ref: '#' }, id] };
    let nested: unknown = Array<string>(20_000).fill('7');
    for (let level = 0; level < 200; level++) nested = [nested];
    const { data } = parseArguments(rawSchema({ type: 'array', items }), nested);
    expect(JSON.stringify(data)).toBe(JSON.stringify(nested).replaceAll('"', ''));
  });

  it('gives the texts of a result back as they came', () => {
    const type = z.object({ id: rawSchema(id) });
    for (const text of ['7', '9223372036854775807', 'seven'])
      expect(boundedParse(type, { id: text }).data).toEqual({ id: text });
    expect(parseArguments(type, { id: '7' }).data).toEqual({ id: 7 });
    expect(parseArguments(type, { id: 'seven' }).problem).toContain('int64');
  });

  it('takes what is undefined for absent, and gives values back as they came', () => {
    const type = rawSchema<{ a?: number }>({
      type: 'object',
      additionalProperties: { type: 'number' },
    });
    const value = { a: undefined, b: 1 };
    expect(type.parse(value)).toBe(value);
  });

  it('can be optional and have a default', () => {
    const type = z.object({
      a: rawSchema<string[]>(tags).default(['ab']),
      b: rawSchema(tags).optional(),
    });
    expect(type.parse({})).toEqual({ a: ['ab'] });
    expect(shown(type)).toEqual({
      type: 'object',
      properties: { a: { ...tags, default: ['ab'] }, b: tags },
    });
  });

  it('leaves the schema it is given alone', () => {
    const schema = Object.freeze({
      type: 'object',
      properties: Object.freeze({ a: Object.freeze({ $ref: '#' }) }),
    });
    expect(rawSchema(schema).safeParse({ a: { a: 1 } }).success).toBe(false);
  });
});

describe('integer', () => {
  it('shows no bounds but its own', () => {
    expect(shown(integer())).toEqual({ type: 'integer' });
    expect(shown(integer().min(1).describe('Page.'))).toEqual({
      type: 'integer',
      minimum: 1,
      description: 'Page.',
    });
    expect(shown(z.array(integer().nullable()))).toEqual({
      type: 'array',
      items: { type: ['integer', 'null'] },
    });
  });

  it.each<[unknown, string[] | undefined]>([
    [2 ** 60, [': Beyond 2^53, a JSON number is not exact']],
    [-0, undefined],
    [1.5, [': Expected an integer']],
    ['1', [': Invalid input: expected number, received string']],
  ])('checks %j', (value, problems) => {
    expect(complaints(integer(), value)).toEqual(problems);
  });
});
