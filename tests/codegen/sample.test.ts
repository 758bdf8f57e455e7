import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleArguments, sampleValue } from '../../src/codegen/sample/sample.js';
import { COMPONENT } from '../../src/model/component.js';
import type { JsonSchemaObject, ObjectSchema } from '../../src/model/json-schema.js';
import { referenceTo } from '../../src/model/json-schema/pointer.js';
import { arbitrarySchema } from './support/arbitrary-schema.js';
import { evaluated } from './support/evaluate.js';

const of = (name: string, schema: JsonSchemaObject): ObjectSchema => ({
  type: 'object',
  properties: { [name]: schema },
  required: [name],
});

const like = (example: string): JsonSchemaObject => ({
  type: 'string',
  description: `Such as "${example}".`,
});
const times: JsonSchemaObject = { type: 'array', items: { type: 'string' } };
const isbns = ['9780306406157', '9780306406164'];

it.each<JsonSchemaObject>([
  { type: 'string', minLength: Number.MAX_SAFE_INTEGER },
  { type: 'array', minItems: Number.MAX_SAFE_INTEGER },
])('there is no sample of endless size: %j', (schema) => {
  expect(sampleArguments({ inputSchema: of('value', schema) })).toBeUndefined();
});

describe('a sample', () => {
  it.each<[string, JsonSchemaObject, unknown]>([
    ['room_id', { type: 'string', examples: ['C042'] }, 'C042'],
    ['state', { type: 'string', enum: ['open', 'closed'] }, 'open'],
    ['state', { enum: ['open', 'closed'], default: 'closed' }, 'closed'],
    ['kind', { const: 'user' }, 'user'],
    ['since', { type: 'string', format: 'date-time' }, '2026-01-01T09:30:00Z'],
    ['mail', { type: ['null', 'string'], format: 'email', default: null }, 'Ada@Example.com'],
    ['id', { type: 'string', format: 'uuid' }, '0b6f4a52-8f0e-4f43-9d3c-2f1a7f5c6d3e'],
    ['code', { type: 'string', minLength: 9 }, 'Code-Code'],
    ['country', { type: 'string', maxLength: 2 }, 'DE'],
    ['room_id', { type: 'string' }, 'Room-1'],
    ['isbn', { type: 'string', description: 'The ISBN, 13 digits.' }, '9780306406157'],
    ['isbn10', { type: 'string' }, '0306406152'],
    ['isbn', { type: 'string', maxLength: 10, pattern: String.raw`^\d{9}[\dX]$` }, '0306406152'],
    ['isbns', { type: 'array', items: { type: 'string' }, minItems: 2 }, isbns],
    ['pin', { type: 'string', description: 'A PIN of 4 digits.' }, '9781'],
    ['address', { type: 'string' }, '1 Example Street'],
    ['ip_address', { type: 'string' }, '192.0.2.1'],
    ['clientIp', { type: 'string' }, '192.0.2.1'],
    ['email_address', { type: 'string' }, 'Ada@Example.com'],
    ['mac_address', { type: 'string' }, '00:00:5E:00:53:01'],
    ['ips', { type: 'array', items: { type: 'string' }, minItems: 2 }, ['192.0.2.1', '192.0.2.2']],
    ['domain_name', { type: 'string' }, 'example.com'],
    ['file_name', { type: 'string' }, 'Report.pdf'],
    ['currency', { type: 'string', description: 'Such as "eur".' }, 'eur'],
    ['currency', { type: 'string', description: 'Such as "eur".', pattern: '^[A-Z]*$' }, 'EUR'],
    ['topic', { type: 'string', description: 'Topic, such as travel.' }, 'travel'],
    ['topic', { type: 'string', description: 'Topic, such as a journey.' }, 'Releases'],
    ['month', { type: 'string', description: 'E.g. 2026-11.' }, '2026-11'],
    ['subject', { type: 'string', description: 'Subject, such as travel or food.' }, 'travel'],
    ['text', { type: 'string', description: 'What to look for.' }, 'May in Berlin'],
    ['until', { type: 'string', format: 'date-time' }, '2026-01-01T11:00:00Z'],
    ['flags', { type: 'array', items: { type: 'boolean' }, minItems: 3 }, [true, false, true]],
    ['room', { ...of('name', { type: 'string' }), [COMPONENT]: 'RoomSummary' }, { name: 'Room 1' }],
    ['codes', { type: 'array', items: { type: 'string' }, description: 'Such as `de`.' }, ['de']],
    ['currencies', { type: 'array', items: like('eur'), minItems: 3 }, ['eur', 'usd', 'gbp']],
    ['language', { anyOf: [like('de'), like('de')] }, 'de'],
    ['start_time', { type: 'string', description: 'The local time.' }, '2026-01-01T09:30'],
    ['times', { ...times, description: 'Local times, by hour.' }, ['2026-01-01T09:30']],
    ['times', times, ['2026-01-01T09:30:00Z']],
    ['channel', { type: 'string', pattern: '^C[A-Z0-9]{8,}$' }, 'CAAAAAAAA'],
    ['page', { type: 'integer', minimum: 1 }, 1],
    ['ratio', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 }, 0.5],
    ['step', { type: 'integer', multipleOf: 5, minimum: 12 }, 15],
    ['tags', { type: 'array', items: { type: 'string' } }, ['Berlin-2026']],
    [
      'point',
      { type: 'array', prefixItems: [{ type: 'number' }, { type: 'number' }], items: false },
      [1, 2],
    ],
    ['labels', { type: 'object', additionalProperties: { type: 'string' } }, { key: 'Value' }],
    ['owner', { oneOf: [{ type: 'null' }, of('login', { type: 'string' })] }, null],
    ['owner', { anyOf: [of('login', { type: 'string' }), { type: 'null' }] }, { login: 'Ada-L' }],
    ['room', of('constructor', { type: 'string' }), { constructor: 'Constructor' }],
    ['extra', { ...of('a', { type: 'integer' }), examples: [{ a: 5, b: 6 }, { a: 7 }] }, { a: 7 }],
  ])('of %s: %j', (name, schema, value) => {
    expect(sampleValue(of(name, schema))).toEqual({ [name]: value });
  });

  it.each<JsonSchemaObject>([
    { not: {} },
    { type: 'string', minLength: 2, maxLength: 1 },
    { type: 'string', pattern: '^(?=a)b$' },
    { type: 'string', pattern: '^(a+)+(?=b)$' },
  ])('is not made up where there is none: %j', (schema) => {
    expect(sampleValue(of('value', schema))).toBeUndefined();
  });

  it('has every property, or those that must be there', () => {
    const schema: ObjectSchema = {
      type: 'object',
      properties: { a: true, b: { type: 'integer' }, c: { default: 'c' } },
      required: ['b'],
    };
    expect(sampleValue(schema)).toEqual({ a: 'a', b: 1, c: 'c' });
    expect(sampleValue(schema, { requiredOnly: true })).toEqual({ b: 1 });
  });

  it('has null where a second one is to have it and its source tells it', () => {
    const schema: ObjectSchema = {
      type: 'object',
      properties: {
        id: { type: ['string', 'null'], 'x-sample': { type: 'string' } },
        note: { type: ['string', 'null'] },
        kind: { type: ['string', 'null'], enum: ['a'] },
        owner: { anyOf: [of('login', { type: 'string' }), { type: 'null' }] },
        parts: { type: 'array', items: of('size', { type: ['integer', 'null'] }) },
      },
    };
    const nulls = { note: null, owner: null };
    expect(sampleValue(schema, { nulls: true })).toEqual({
      id: 'ID-1',
      ...nulls,
      kind: 'a',
      parts: [{ size: null }],
    });
    expect(sampleValue(schema, { nulls: true, requiredOnly: true })).toEqual(nulls);
  });

  it('differs from others of a list in its booleans', () => {
    const schema = of('is_open', { type: 'boolean' });
    const samples = [0, 1, 2].map((nth) => sampleValue(schema, { start: nth, alternates: true }));
    expect(samples).toEqual([{ is_open: true }, { is_open: false }, { is_open: true }]);
    expect(sampleValue(schema, { start: 1 })).toEqual({ is_open: true });
  });

  it.each(['Node', 'a/b', 'a?b', 'ns:Node', 'Node,2'])(
    'ends for a schema that contains itself: %s',
    (name) => {
      const $ref = referenceTo(name);
      const node = { type: 'object' as const, properties: { next: { $ref } } };
      expect(sampleValue({ ...node, $defs: { [name]: node } })).toEqual({ next: { next: {} } });
    },
  );

  it('is valid, the same every time, and survives being parsed', () => {
    fc.assert(
      fc.property(arbitrarySchema({ allOf: true }), (schema) => {
        const value = sampleValue(schema);
        if (value === undefined) return;
        const { valid } = new Validator(structuredClone(schema), '2020-12').validate(value);
        expect({ value, valid }).toEqual({ value, valid: true });
        expect(sampleValue(schema)).toEqual(value);
        expect(evaluated(schema, 'output').parse(value)).toEqual(value);
      }),
    );
  });
});

describe('arguments', () => {
  it.each([
    ['constructor', 'Constructor'],
    ['hasOwnProperty', 'Has own property'],
  ])('can be named %s', (name, value) => {
    expect(sampleArguments({ inputSchema: of(name, { type: 'string' }) })).toEqual({
      [name]: value,
    });
  });

  it('are those of the tool where it states some', () => {
    const inputSchema = of('city', { type: 'string' });
    expect(sampleArguments({ inputSchema, sample: { city: 'Paris' } })).toEqual({ city: 'Paris' });
  });

  const list = (tags: JsonSchemaObject): ObjectSchema => ({ type: 'object', properties: { tags } });
  it.each<[JsonSchemaObject, unknown]>([
    [{ items: { type: 'string' } }, ['Berlin-2026', 'Berlin-2027']],
    [{ items: { enum: ['a', 'b', 'c'] } }, ['a', 'b']],
    [{ items: { type: 'string' }, maxItems: 1 }, ['Berlin-2026']],
    [{ items: { enum: ['a'] }, uniqueItems: true }, ['a']],
    [{ prefixItems: [{ type: 'integer' }], items: false }, [1]],
  ])('have two items in a list, where it may have them: %j', (schema, tags) => {
    expect(sampleArguments({ inputSchema: list({ type: 'array', ...schema }) })).toEqual({ tags });
  });
});
