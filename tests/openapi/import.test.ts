import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { bundle, externalRefs } from '../../src/openapi/document/bundle.js';
import { InvalidDocumentError, parseJsonOrYaml } from '../../src/openapi/document/read.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { RawObject } from '../../src/openapi/model.js';
import { body, example, first, one } from './documents.js';

describe('documents', () => {
  it('Swagger 2.0: collections, forms, files, nullable', () => {
    const document = parseJsonOrYaml(`
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
        - { name: ids, in: formData, type: array, items: { type: string }, collectionFormat: ssv }
        - { name: rooms, in: formData, type: array, items: { type: string }, collectionFormat: multi }
      responses: { 200: { description: ok, schema: { type: object, properties: { a: { type: string, x-nullable: true } } } } }`);
    const { tool, servers } = first(document, { output: 'exact' });
    expect(servers.map((one) => one.url)).toEqual(['https://api.test/v1', 'http://api.test/v1']);
    expect(tool.request).toEqual({
      method: 'POST',
      path: '/up/{id}',
      parameters: [{ in: 'query', name: 'tags', argument: 'tags', style: 'pipeDelimited' }],
      body: {
        as: 'multipart',
        properties: {
          file: { argument: 'file', file: 'file_name' },
          note: { argument: 'note' },
          ids: { argument: 'ids', style: 'spaceDelimited', explode: false },
          rooms: { argument: 'rooms', style: 'form', explode: true },
        },
      },
    });
    expect(tool.outputSchema?.properties).toMatchObject({ a: { type: ['string', 'null'] } });
  });
  it('webhooks alone, other versions and no operations are refused with the reason', () => {
    expect(() => toolsOfDocument({ openapi: '3.1.0', webhooks: { a: {} } })).toThrow(
      'webhooks only',
    );
    expect(() => toolsOfDocument({ openapi: '3.3.0', paths: {} })).toThrow(
      'OpenAPI "3.3.0" is not supported',
    );
    expect(() => toolsOfDocument({ hello: 1 })).toThrow(InvalidDocumentError);
  });
  it.each([2, 3, 3.1, '3.0.3'])(
    'reads the version %j, as YAML has it without quotes',
    (version) => {
      const key = version === 2 ? 'swagger' : 'openapi';
      const paths = { '/a': { get: { operationId: 'a', responses: {} } } };
      expect(toolsOfDocument({ [key]: version, info: {}, paths }).tools).toHaveLength(1);
    },
  );
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
  it('several files, with schemas and properties of the name "example", not with examples', () => {
    const reference = { $ref: 'b.json' };
    const schema = {
      properties: { example: reference, properties: { example: reference } },
      example: reference,
    };
    const document = { components: { schemas: { examples: schema } } };
    expect([...externalRefs(document)]).toEqual(['b.json']);
    const read = () => '{"type":"string"}';
    expect(bundle(document, new URL('file:///api/a.json'), read).components).toEqual({
      schemas: {
        examples: {
          properties: {
            example: { $ref: '#/x-files/0' },
            properties: { example: reference },
          },
          example: reference,
        },
      },
    });
  });
  it('files of text, such as a description', () => {
    const document = one({ description: { $ref: './pets/list.md' } });
    expect([...externalRefs(document)]).toEqual(['./pets/list.md']);
    const whole = bundle(
      document,
      new URL('file:///api/a.json'),
      ({ pathname }) => `Pets of ${pathname}.`,
    );
    expect(first(whole).tool.description).toBe('Pets of /api/pets/list.md.');
  });
  it('files of examples and code samples are not read', () => {
    const examples = { a: { $ref: 'examples.yml' } };
    const type = { type: 'string', examples, 'x-codeSamples': [{ source: { $ref: 'a.php' } }] };
    const whole = bundle(one(body({ $ref: 'b.json' })), new URL('file:///api/a.json'), (file) => {
      expect(file.pathname).toBe('/api/b.json');
      return JSON.stringify(type);
    });
    expect(whole['x-files']).toEqual([type]);
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
    const { tools, operations, skipped } = toolsOfDocument(example(path), {
      deprecated: true,
    });
    expect(tools.length + skipped.length).toBe(operations);
    expect(new Set(tools.map((tool) => tool.name)).size).toBe(tools.length);
    for (const { inputSchema, outputSchema } of tools) {
      ajv.compile(inputSchema);
      if (outputSchema) ajv.compile(outputSchema);
      for (const name of Object.keys(inputSchema.properties as RawObject))
        expect(name).toMatch(/^[a-zA-Z0-9_.-]{1,64}$/);
    }
  });
});
