import { subschemas } from '../../runtime/src/call/json-schema.js';
import { schemaCheck } from '../../runtime/src/utils/schema-check.js';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { Obj } from '../../src/openapi/model.js';
import { body, first, one } from './documents.js';

describe('schemas', () => {
  const input = (schema: Obj, rest = {}, method = 'post') =>
    first(one(body(schema), rest, '/things', method)).tool.inputSchema;
  it('readOnly stays out of bodies, and in where it is a parameter', () => {
    const id = { type: 'integer', readOnly: true };
    const { tool, losses } = first(
      one(
        {
          ...body({
            type: 'object',
            required: ['id', 'a'],
            properties: { id, a: { type: 'string' } },
          }),
          parameters: [{ name: 'number', in: 'path', required: true, schema: id }],
        },
        {},
        '/things/{number}',
        'post',
      ),
    );
    expect(tool.inputSchema).toMatchObject({
      required: ['number', 'a'],
      properties: { number: { type: 'integer' }, a: { type: 'string' } },
    });
    expect(losses).toContainEqual({
      at: 'POST /things/{number}',
      kind: 'readOnly',
      detail: '"id" is readOnly.',
    });
  });
  it('what forbids properties is left to the API: clients would reject the tool', () => {
    const schema = { type: 'object', properties: { a: {} }, not: { required: ['b'] } };
    const { tool, losses } = first(
      one(body({ type: 'object', properties: { at: schema } }), {}, '/things', 'post'),
    );
    expect(JSON.stringify(tool.inputSchema)).not.toContain('"not"');
    expect(losses.map(({ detail }) => detail)).toContainEqual(
      expect.stringContaining('The keyword "not" is ignored'),
    );
  });
  it('a result has no property that every object has: clients would take that for it', () => {
    const schema = { type: 'object', properties: { toString: { type: 'object' }, a: {} } };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    expect(Object.keys(first(one({ responses })).tool.outputSchema?.properties as Obj)).toEqual([
      'a',
    ]);
  });
  it.each([
    ['beside a reference', '3.1.0', { default: 'b' }, { default: 'b' }],
    ['beside a reference in 3.0, where it is ignored', '3.0.3', { default: 'b' }, {}],
    ['beside a reference that has one', '3.2.0', { default: 'b' }, { default: 'b' }, 'a'],
  ])('a default %s', (_, openapi, beside, expected, own?: string) => {
    const Kind = { type: 'string', enum: ['a', 'b'], ...(own && { default: own }) };
    const kind = { $ref: '#/components/schemas/Kind', ...beside };
    const rest = { openapi, components: { schemas: { Kind } } };
    expect(input({ type: 'object', properties: { kind } }, rest).properties).toEqual({
      kind: { 'x-component': 'Kind', type: 'string', enum: ['a', 'b'], ...expected },
    });
  });
  it.each<[string, Obj, string[]]>([
    ['in a branch', { oneOf: [{ properties: { card: {} } }, { properties: { iban: {} } }] }, []],
    ['nowhere', {}, ['"card" is required, but not described.']],
  ])('a requirement beside properties, which is described %s', (_, beside, lost) => {
    const pay = { type: 'object', required: ['sum', 'card'], properties: { sum: {} }, ...beside };
    const { tool, losses } = first(one(body({ type: 'object', properties: { pay } })));
    const branches = lost.length === 0 && { oneOf: [{ required: ['card'] }, {}] };
    expect(tool.inputSchema.properties).toMatchObject({ pay: { required: ['sum'], ...branches } });
    expect(losses.filter(({ kind }) => kind === 'required').map(({ detail }) => detail)).toEqual(
      lost,
    );
  });
  it.each<[string, Obj, string[]]>([
    ['null', { minLength: null, pattern: null, enum: null, format: null }, []],
    [
      'of the wrong type',
      { minLength: '3' },
      ['The keyword "minLength" must be a whole number, 0 or more. It is ignored.'],
    ],
    ['that mean something in older versions', { exclusiveMinimum: true }, []],
  ])('keywords with values %s', (_, keywords, lost) => {
    const schema = { type: 'object', properties: { a: { type: 'string', ...keywords } } };
    const { tool, losses } = first(one(body(schema)));
    expect(tool.inputSchema.properties).toEqual({ a: { type: 'string' } });
    expect(losses.flatMap(({ kind, detail }) => (kind === 'keyword' ? detail : []))).toEqual(lost);
  });
  it.each<[string, Obj, Obj | undefined]>([
    ['an id of 64 bits', { format: 'int64' }, { type: ['integer', 'string'], format: 'int64' }],
    ['one of 32 bits', { format: 'int32' }, undefined],
    ['a small one', { format: 'int64', maximum: 100 }, undefined],
    ['one with a default', { format: 'int64', default: 0 }, undefined],
    ['one up to 2^63', { maximum: 2 ** 63 }, { type: ['integer', 'string'], format: 'int64' }],
    [
      'one whose values were rounded',
      { enum: [1, 2 ** 53] },
      { type: ['integer', 'string'], format: 'int64' },
    ],
  ])('an integer: %s', (_, stated, expected) => {
    const { id } = input({ type: 'object', properties: { id: { type: 'integer', ...stated } } })
      .properties as { id: Obj };
    expect(id).toMatchObject(expected ?? { type: 'integer' });
  });
  it.each<[Obj, unknown]>([
    [{ type: 'integer' }, ['integer', 'string', 'null']],
    [{ type: 'number' }, ['number', 'string', 'null']],
    [{ type: 'integer', format: 'int32' }, ['integer', 'null']],
    [{ type: 'integer', maximum: 100 }, ['integer', 'null']],
    [{ type: 'integer', enum: [1, 2] }, ['integer', 'null']],
    [{ type: 'number', format: 'double' }, ['number', 'null']],
  ])('a number of a result is its digits where it may be long: %j', (stated, type) => {
    const properties = {
      a: stated,
      list: { type: 'array', items: stated },
      map: { type: 'object', additionalProperties: stated },
    };
    const content = { 'application/json': { schema: { type: 'object', properties } } };
    const { tool } = first(one({ responses: { 200: { content } } }));
    expect(tool.outputSchema?.properties).toMatchObject({
      a: { type },
      list: { items: { type } },
      map: { additionalProperties: { type } },
    });
  });
  it.each([
    [{ additionalProperties: true }, ['body']],
    [{ additionalProperties: {} }, ['body']],
    [{ additionalProperties: false }, ['name']],
    [{}, ['name']],
  ])('a body has fields beside those that it names: %j', (rest, names) => {
    const { tool } = first(one(body({ type: 'object', properties: { name: {} }, ...rest })));
    const { properties } = tool.inputSchema as { properties: Record<string, Obj> };
    expect(Object.keys(properties)).toEqual(names);
    expect(properties.body?.additionalProperties).toBe(names[0] === 'body' ? true : undefined);
  });
  it('digits of a text are no integer where both are allowed', () => {
    const id = { anyOf: [{ type: 'integer', format: 'int64' }, { type: 'string' }] };
    expect(input({ type: 'object', properties: { id } }).properties).toEqual({
      id: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
    });
  });
  it('a page is a number; an id in a result may be its digits', () => {
    const integer = { type: 'integer', format: 'int64' };
    const parameters = ['per_page', 'page'].map((name) => ({ name, in: 'query', schema: integer }));
    const schema = {
      type: 'object',
      properties: { pets: { type: 'array', items: { properties: { id: integer } } } },
    };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    const { tool } = first(one({ parameters, responses }));
    expect(tool.request.pagination).toMatchObject({ style: 'page', limit: 'per_page' });
    expect(tool.inputSchema.properties).toMatchObject({ per_page: { type: 'integer' } });
    expect(JSON.stringify(tool.outputSchema)).toContain(
      '"id":{"type":["integer","string","null"]}',
    );
  });
  it('has the definitions for which it has room, the nearest first', () => {
    const part = (name: string, below: Obj) => ({
      type: 'object',
      properties: {
        [name]: below,
        text: { enum: Array.from({ length: 5000 }, (_, i) => `text ${name} ${i}`) },
      },
    });
    const names = ['A', 'B', 'C', 'D', 'E'];
    const schemas = Object.fromEntries(
      names.map((name, i) => [
        name,
        part(name, i < 4 ? { $ref: `#/components/schemas/${names[i + 1]}` } : {}),
      ]),
    );
    const document = one(
      body({ $ref: '#/components/schemas/A' }),
      { components: { schemas } },
      '/a',
      'post',
    );
    const { tool, losses } = first(document);
    const text = JSON.stringify(tool.inputSchema);
    expect(text.length).toBeLessThan(300_000);
    expect(text).toContain('text B 1');
    expect(text).not.toContain('text E 1');
    expect(losses.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['large', 'input-size']));
  });
  it('a default beside a single allOf', () => {
    const rest = { components: { schemas: { Kind: { type: 'string' } } } };
    const kind = { allOf: [{ $ref: '#/components/schemas/Kind' }], default: 'b' };
    expect(input({ type: 'object', properties: { kind } }, rest).properties).toEqual({
      kind: { type: 'string', default: 'b' },
    });
  });
  it('keywords of objects are left out where only lists are valid', () => {
    const names = { type: 'array', items: { type: 'string' } };
    const schema = { ...names, required: ['items'], additionalProperties: false };
    expect(input({ type: 'object', properties: { names: schema } }).properties).toEqual({ names });
  });
  it.each(['post', 'put', 'patch'])(
    'null empties a field of JSON, not a parameter: %s',
    (method) => {
      const components = { schemas: { Guid: { type: 'string', nullable: true } } };
      const guid = { $ref: '#/components/schemas/Guid' };
      const schema = {
        type: 'object',
        properties: { a: guid, b: { type: 'string', nullable: true } },
      };
      const parameters = [{ name: 'q', in: 'query', schema: guid }];
      const properties = (type?: string) =>
        first(one({ ...body(schema, type), parameters }, { components }, '/things', method)).tool
          .inputSchema.properties;
      const text = { type: ['string', 'null'] };
      expect(properties()).toEqual({ q: { type: 'string' }, a: text, b: text });
      const plain = { type: 'string' };
      expect(properties('application/x-www-form-urlencoded')).toEqual({
        q: plain,
        a: plain,
        b: plain,
      });
    },
  );
  it('a list of values without a type allows null where it lists it', () => {
    const size = { enum: ['s', 'm', null] };
    const schema = { type: 'object', properties: { size } };
    const parameters = [{ name: 'q', in: 'query', schema: size }];
    const { tool } = first(one({ ...body(schema), parameters }, {}, '/things', 'patch'));
    expect(tool.inputSchema.properties).toEqual({
      q: { type: 'string', enum: ['s', 'm'] },
      size: { ...size, type: ['string', 'null'] },
    });
  });
  it('allOf of objects is one object, which a closed branch closes', () => {
    const rest = {
      components: {
        schemas: {
          Base: {
            type: 'object',
            required: ['x'],
            properties: { x: { type: 'integer', minimum: 1 } },
          },
        },
      },
    };
    expect(
      input(
        {
          allOf: [
            { $ref: '#/components/schemas/Base' },
            { type: 'object', properties: { x: { minimum: 3 }, y: { type: 'string' } } },
          ],
        },
        rest,
      ),
    ).toMatchObject({
      properties: { x: { type: 'integer', minimum: 3 }, y: { type: 'string' } },
      required: ['x'],
    });
    const closed = input({
      allOf: [
        { type: 'object', additionalProperties: false, properties: { a: {} } },
        { type: 'object', properties: { b: {} } },
      ],
    });
    expect(closed).toMatchObject({ properties: { a: {}, b: {} }, additionalProperties: false });
  });
  it.each<[string, Obj, Obj[], Obj?]>([
    [
      'a closed schema of closed parts',
      {
        additionalProperties: false,
        allOf: [
          {
            type: 'object',
            additionalProperties: false,
            required: ['name'],
            properties: { name: { type: 'string' } },
          },
        ],
      },
      [{ name: 'n' }],
    ],
    [
      'values without quotes, and numbers in quotes',
      {
        type: 'object',
        required: ['v'],
        properties: {
          v: { type: 'string', enum: [1, true, 'b'], default: 1 },
          n: { type: 'integer', enum: ['1', '2'] },
          b: { type: ['boolean', 'null'], const: 'true' },
        },
      },
      [{ v: '1', n: 2, b: true }, { v: 'true' }, { v: 'b' }],
    ],
    [
      'null where a branch of several allows it',
      {
        type: 'object',
        properties: {
          status: {
            nullable: true,
            oneOf: [{ type: 'string', enum: ['open'] }, { $ref: '#/components/schemas/NullEnum' }],
          },
        },
      },
      [{ status: null }, { status: 'open' }],
      { components: { schemas: { NullEnum: { enum: [null] } } } },
    ],
    [
      'names that patterns describe',
      {
        type: 'object',
        properties: {
          labels: {
            type: 'object',
            patternProperties: { '^x-': { type: 'string' } },
            additionalProperties: false,
          },
          more: {
            type: 'object',
            patternProperties: { a: {}, b: {} },
            additionalProperties: false,
          },
        },
      },
      [{ labels: { 'x-a': '1' }, more: { a: 1 } }],
    ],
    [
      'a name that is required beside the branches that describe it',
      {
        type: 'object',
        properties: {
          body: {
            type: 'object',
            required: ['a'],
            anyOf: [{ properties: { a: { type: 'string' } } }, { properties: { b: {} } }],
          },
        },
      },
      [{ body: { a: 'x' } }],
    ],
    [
      'integers whose maximum is beyond 2^53',
      { type: 'object', properties: { since: { type: 'integer', maximum: 9223372036854776000 } } },
      [{ since: '9007199254740993' }, { since: 1 }],
    ],
  ])('arguments can be what is meant: %s', (_, schema, values, rest = {}) => {
    const tool = first(one(body(schema), rest, '/things', 'patch')).tool;
    const check = schemaCheck(tool.inputSchema);
    for (const value of values) expect([...check(value)]).toEqual([]);
    // What some clients reject is no name in "required" without a property beside it.
    const parts = [...subschemas(tool.inputSchema)].map((part) => part.schema as Obj);
    for (const { required = [], properties = {} } of parts)
      expect(Object.keys(properties as Obj)).toEqual(expect.arrayContaining(required as string[]));
  });
  it('recursion in results has the type of what it refers to', () => {
    const schemas = {
      Value: {
        oneOf: [
          { type: 'number' },
          { type: 'array', items: { $ref: '#/components/schemas/Value' } },
        ],
      },
      Tree: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    };
    const properties = {
      value: { $ref: '#/components/schemas/Value' },
      tree: { $ref: '#/components/schemas/Tree' },
    };
    const responses = {
      200: { content: { 'application/json': { schema: { type: 'object', properties } } } },
    };
    const { tool } = first(one({ responses }, { components: { schemas } }));
    const check = schemaCheck(tool.outputSchema ?? {});
    for (const value of [{ value: [1, [2, [3]]] }, { tree: [[], [[]]] }])
      expect([...check(value)]).toEqual([]);
  });
  it('recursion stands in $defs, everything else is written out, unused ones go', () => {
    const schemas = {
      Node: {
        type: 'object',
        properties: {
          next: { $ref: '#/components/schemas/Node' },
          leaf: { $ref: '#/components/schemas/Leaf' },
        },
      },
      Leaf: { type: 'string' },
      Unused: {},
    };
    const schema = input(
      { type: 'object', properties: { node: { $ref: '#/components/schemas/Node' } } },
      { components: { schemas } },
    );
    expect(schema.$defs).toEqual({
      Node: {
        type: 'object',
        properties: { next: { $ref: '#/$defs/Node' }, leaf: { type: 'string' } },
      },
    });
  });
  it('3.0 bounds, tuples, discriminators, constraints', () => {
    expect(
      input({
        type: 'object',
        properties: { a: { type: 'integer', minimum: 0, exclusiveMinimum: true } },
      }).properties,
    ).toEqual({ a: { type: 'integer', exclusiveMinimum: 0 } });
    const { tool, losses } = first(
      one(
        body({
          type: 'object',
          properties: { a: { type: 'string' }, b: { type: 'string' } },
          anyOf: [{ required: ['a'] }, { required: ['b'] }],
        }),
        {},
        '/things',
        'post',
      ),
    );
    expect(Object.keys(tool.inputSchema)).toEqual(['type', 'properties', 'additionalProperties']);
    expect(losses.map((loss) => loss.kind)).toContain('body-constraint');
  });
  it.each<[string, Obj | undefined, string[]]>([
    ['those that extend it and itself', undefined, ['Cat', 'Lion', '']],
    ['those in the mapping', { cat: '#/components/schemas/Cat', lion: 'Lion' }, ['cat', 'lion']],
  ])('below the root, a schema with a discriminator is one of %s', (_, mapping, kinds) => {
    const text = { type: 'string' };
    const extended = (name: string, properties: Obj) => ({
      allOf: [{ $ref: `#/components/schemas/${name}` }, { type: 'object', properties }],
    });
    const schemas = {
      Pet: {
        type: 'object',
        required: ['kind'],
        properties: { kind: text },
        discriminator: { propertyName: 'kind', ...(mapping && { mapping }) },
      },
      Cat: extended('Pet', { meows: text }),
      Lion: extended('Cat', { roars: text }),
    };
    const content = body({ properties: { pet: { $ref: '#/components/schemas/Pet' } } });
    const { tool, losses } = first(one(content, { components: { schemas } }, '/things', 'post'));
    const { oneOf } = ((tool.inputSchema.$defs as Obj | undefined)?.Pet ??
      (tool.inputSchema.properties as Obj).pet) as { oneOf: { properties: Record<string, Obj> }[] };
    expect(oneOf.map(({ properties }) => properties.kind?.enum ?? [''])).toEqual(
      kinds.map((kind) => [kind]),
    );
    expect(Object.keys(oneOf[1]?.properties ?? {})).toEqual(['kind', 'meows', 'roars']);
    expect(losses.map(({ kind }) => kind)).not.toContain('discriminator');
  });

  it('a true answer never fails the loose output schema', () => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: {
        a: { type: 'string', enum: ['x'] },
        b: { type: 'object', additionalProperties: false, properties: { c: { type: 'integer' } } },
        l: { type: 'array', items: { type: 'string', format: 'uri' } },
      },
    };
    const document = one({ responses: { 200: { content: { 'application/json': { schema } } } } });
    const response = { a: 'new', b: { c: null, more: 1 }, l: ['no uri', null] };
    const holds = (output: 'loose' | 'exact') =>
      new Ajv({ strict: false, validateFormats: false, allowUnionTypes: true }).validate(
        first(document, { output }).tool.outputSchema ?? {},
        response,
      );
    expect([holds('loose'), holds('exact'), holds('loose')]).toEqual([true, false, true]);
  });
});
