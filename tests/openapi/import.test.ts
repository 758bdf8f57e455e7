import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { imported } from '../../src/openapi/import.js';
import { argumentNames, toolNames } from '../../src/openapi/names.js';
import { bundle, externalRefs } from '../../src/openapi/document/bundle.js';
import { readText, InvalidDocument } from '../../src/openapi/document/read.js';
import { example, one } from './documents.js';
import type { Obj } from '../../src/openapi/model.js';

const first = (document: Obj, options = {}) => {
  const result = imported(document, options);
  const [tool] = result.tools;
  if (!tool) throw new Error(JSON.stringify(result.skipped));
  return { ...result, tool };
};
const body = (schema: Obj, type = 'application/json') => ({
  requestBody: { required: true, content: { [type]: { schema } } },
});

describe('names', () => {
  it('are cut with a hash of the operation, whatever the order', () => {
    const long = {
      key: 'GET /a',
      id: 'actions/list-self-hosted-runner-groups-with-access-for-organization',
      method: 'GET',
      path: '/a',
    };
    const other = { key: 'GET /b', id: 'a_b', method: 'GET', path: '/b' };
    const clash = { key: 'GET /c', id: 'aB', method: 'GET', path: '/c' };
    const names = toolNames([long, other, clash], 46);
    expect(names).toEqual(new Map([...toolNames([clash, other, long], 46)].reverse()));
    expect([...names.values()].every((name) => /^[a-z][a-z0-9_]{0,45}$/.test(name))).toBe(true);
    expect(new Set(names.values()).size).toBe(3);
    expect(names.get('GET /b')).toMatch(/^a_b_[0-9a-f]{6}$/);
  });
  it('come from method and path without an id', () => {
    expect(
      toolNames([{ key: 'GET /pet/{petId}', method: 'GET', path: '/pet/{petId}' }], 46).get(
        'GET /pet/{petId}',
      ),
    ).toBe('get_pet_by_pet_id');
  });
  it('of arguments are legal and unique', () => {
    expect(
      argumentNames([
        { place: 'query', wire: 'filter[name]' },
        { place: 'path', wire: 'id' },
        { place: 'body', wire: 'id' },
        { place: 'query', wire: '$top' },
      ]),
    ).toEqual(['filter_name', 'path_id', 'body_id', 'top']);
    const same = argumentNames([
      { place: 'query', wire: 'a[b]' },
      { place: 'query', wire: 'a(b)' },
    ]);
    expect(new Set(same).size).toBe(2);
  });
});

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
  it('null empties a field in PATCH and is left out in POST', () => {
    const schema = { type: 'object', properties: { a: { type: 'string', nullable: true } } };
    expect(input(schema).properties).toEqual({ a: { type: 'string' } });
    expect(input(schema, {}, 'patch').properties).toEqual({ a: { type: ['string', 'null'] } });
  });
  it('allOf of objects is one object; a closed branch is not merged', () => {
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
    expect(closed).toMatchObject({ properties: { body: { allOf: [{}, {}] } }, required: ['body'] });
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
        properties: { a: { type: 'integer', minimum: 0, exclusiveMinimum: true, format: 'int64' } },
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
    expect(losses.map((loss) => loss.kind)).toContain('constraint');
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

describe('requests', () => {
  it('simple ones are as short as today', () => {
    const { tool } = first(
      one(
        {
          parameters: [
            { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
            { name: 'q', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          ],
          responses: {},
        },
        {},
        '/things/{id}',
      ),
    );
    expect(tool.request).toEqual({ method: 'GET', path: '/things/{id}' });
  });
  it('credentials, fixed headers and ignored headers are no arguments', () => {
    const rest = {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    };
    const header = (name: string, schema: Obj, required = true) => ({
      name,
      in: 'header',
      required,
      schema,
    });
    const { tool, losses, security } = first(
      one(
        {
          parameters: [
            header('x-key', { type: 'string' }),
            header('Accept', {}),
            header('Api-Version', { type: 'string', default: '2' }, false),
            header('If-Match', { type: 'string' }, false),
          ],
        },
        rest,
      ),
    );
    expect(tool.request).toMatchObject({
      headers: { 'Api-Version': '2' },
      parameters: [{ in: 'header', argument: 'If-Match' }],
    });
    expect(Object.keys(tool.inputSchema.properties as Obj)).toEqual(['If-Match']);
    expect(losses.map((loss) => loss.kind).sort()).toEqual([
      'constant',
      'credential',
      'description',
      'ignored-header',
      'output-loose',
    ]);
    expect(security.choices).toEqual([
      { scheme: 'key', operations: 1, auth: { style: 'api-key', in: 'header', name: 'X-Key' } },
    ]);
  });
  it('a query in a path is constant', () => {
    expect(first(one({}, {}, '/?Action=List#x')).tool.request).toMatchObject({
      path: '/',
      parameters: [{ in: 'query', name: 'Action', constant: 'List' }],
    });
  });
  it('pages by Link, by cursor and by number; never by guess', () => {
    const list = { type: 'array', items: { type: 'object' } };
    const query = (...names: string[]) =>
      names.map((name) => ({
        name,
        in: 'query',
        schema: { type: name === 'cursor' ? 'string' : 'integer' },
      }));
    const response = (schema: Obj, headers = {}) => ({
      200: { headers, content: { 'application/json': { schema } } },
    });
    const pages = (parameters: unknown, responses: Obj) =>
      first(one({ parameters, responses })).tool.request.pagination;
    expect(pages(query('per_page'), response(list, { Link: {} }))).toEqual({
      style: 'link',
      limit: 'per_page',
      sizeParam: 'per_page',
    });
    const paged = { type: 'object', properties: { data: list, next_cursor: { type: 'string' } } };
    expect(pages(query('limit', 'cursor'), response(paged))).toMatchObject({
      style: 'cursor',
      items: 'data',
      nextCursor: 'next_cursor',
      cursorParam: 'cursor',
    });
    expect(pages(query('limit', 'page'), response(list))).toMatchObject({
      style: 'page',
      pageParam: 'page',
      firstPage: 1,
    });
    expect(pages(query('limit'), response(list))).toBeUndefined();
    expect(
      pages(query('limit', 'page'), response({ type: 'object', properties: { a: list, b: list } })),
    ).toBeUndefined();
  });
});

describe('documents', () => {
  it('Swagger 2.0: collections, forms, files, nullable', () => {
    const document = readText(`
swagger: '2.0'
info: { title: T, version: '1' }
host: api.test
basePath: /v1/
schemes: [http, https]
paths:
  /up/{id}:
    parameters: [{ name: id, in: path, type: string, required: true }]
    post:
      operationId: up
      consumes: [multipart/form-data]
      parameters:
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: pipes }
        - { name: file, in: formData, type: file, required: true }
        - { name: note, in: formData, type: string }
      responses: { 200: { description: ok, schema: { type: object, properties: { a: { type: string, x-nullable: true } } } } }`);
    const { tool, servers } = first(document, { output: 'exact' });
    expect(servers.map((one) => one.url)).toEqual(['https://api.test/v1', 'http://api.test/v1']);
    expect(tool.request).toEqual({
      method: 'POST',
      path: '/up/{id}',
      parameters: [{ in: 'query', argument: 'tags', style: 'pipeDelimited' }],
      body: { as: 'multipart', properties: { file: { argument: 'file', file: 'file_name' } } },
    });
    expect(tool.outputSchema).toEqual({
      type: 'object',
      properties: { a: { type: ['string', 'null'] } },
    });
  });
  it('webhooks alone, other versions and no operations are refused with the reason', () => {
    expect(() => imported({ openapi: '3.1.0', webhooks: { a: {} } })).toThrow('webhooks only');
    expect(() => imported({ openapi: '3.2.0', paths: {} })).toThrow(
      'OpenAPI "3.2.0" is not supported',
    );
    expect(() => imported({ hello: 1 })).toThrow(InvalidDocument);
  });
  it('several files, only those that are allowed', () => {
    const files: Record<string, string> = {
      '/api/b.json':
        '{"T":{"type":"object","properties":{"t":{"$ref":"#/U"}}},"U":{"type":"string"}}',
    };
    const document = one(body({ $ref: 'b.json#/T' }), {}, '/things', 'post');
    expect([...externalRefs(document)]).toEqual(['b.json#/T']);
    const whole = bundle(
      document,
      new URL('file:///api/a.json'),
      (file) => files[file.pathname] ?? '',
    );
    expect(first(whole).tool.inputSchema.properties).toEqual({ t: { type: 'string' } });
  });
  it.each([
    '3.0/json/circular',
    '3.0/json/complex-nesting',
    '3.0/json/discriminators',
    '3.0/json/polymorphism',
    '3.0/json/schema-circular',
    '3.0/json/star-trek',
    '3.1/json/schema-types',
    '2.0/json/petstore',
    '3.1/json/security',
  ])('%s: every schema is valid and every name legal', (path) => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    const { tools, operations, skipped } = imported(example(path), {
      output: 'exact',
      deprecated: true,
    });
    expect(tools.length + skipped.length).toBe(operations);
    expect(new Set(tools.map((tool) => tool.name)).size).toBe(tools.length);
    for (const { inputSchema, outputSchema } of tools) {
      ajv.compile(inputSchema);
      if (outputSchema) ajv.compile(outputSchema);
      for (const name of Object.keys(inputSchema.properties as Obj))
        expect(name).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
    }
  });
});
