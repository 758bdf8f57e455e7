import { describe, expect, it } from 'vitest';
import { withLocalReferences } from '../../src/openapi/document/references.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import type { Obj } from '../../src/openapi/model.js';
import { selectOperations, tagOf } from '../../src/openapi/select.js';
import { operation } from './pets.js';

const document = (paths: Obj, more: Obj = {}): Obj => ({
  openapi: '3.2.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.example.com' }],
  paths,
  ...more,
});

const only = (paths: Obj, more?: Obj) => {
  const { tools, skipped, losses } = toolsOfDocument(document(paths, more));
  expect(skipped).toEqual([]);
  return { tool: tools[0]!, losses };
};

const FORM = 'application/x-www-form-urlencoded';
const wholeQuery = (content: Obj, more: Obj = {}) => ({
  '/pets': {
    get: operation('listPets', {
      parameters: [{ name: 'query', in: 'querystring', content, ...more }],
    }),
  },
});

describe('OpenAPI 3.2', () => {
  it('lists operations with methods that tools cannot use', () => {
    const { tools, skipped } = toolsOfDocument(
      document({
        '/pets': {
          get: operation('listPets'),
          additionalOperations: { LINK: operation('linkPets') },
        },
      }),
    );
    expect(tools.map(({ name }) => name)).toEqual(['list_pets']);
    const reason = 'The method LINK is not supported.';
    expect(skipped).toEqual([{ at: 'LINK /pets', id: 'linkPets', tags: ['pets'], reason }]);
  });

  it('sends QUERY with its body, and only reads', () => {
    const requestBody = { content: { 'application/json': { schema: { type: 'object', properties: { kind: { type: 'string' } } } } } }; // prettier-ignore
    const parameters = [{ name: 'limit', in: 'query', schema: { type: 'integer' } }];
    const { tool } = only({ '/pets': { query: operation('findPets', { parameters, requestBody }) } }); // prettier-ignore
    expect(tool).toMatchObject({
      annotations: { readOnlyHint: true },
      inputSchema: { properties: { kind: { type: 'string' }, limit: { type: 'integer' } } },
      request: {
        method: 'QUERY',
        path: '/pets',
        parameters: [{ in: 'query', name: 'limit', argument: 'limit' }],
      },
    });
  });

  it('reads a query string that is a form as parameters', () => {
    const schema = {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { type: 'string', description: 'Of this kind.' },
        colors: { type: 'array', items: { type: 'string' } },
        place: { type: 'object', properties: { town: { type: 'string' } } },
      },
    };
    const { tool } = only(wholeQuery({ [FORM]: { schema } }, { required: true }));
    expect(tool.inputSchema).toMatchObject({
      required: ['kind'],
      properties: { kind: { description: 'Of this kind.' }, colors: { type: 'array' } },
    });
    expect(tool.request).toMatchObject({
      method: 'GET',
      path: '/pets',
      parameters: [
        { in: 'query', name: 'kind', argument: 'kind' },
        { in: 'query', name: 'colors', argument: 'colors' },
        { in: 'query', name: 'place', argument: 'place', contentType: 'application/json' },
      ],
    });
  });

  it.each([
    ['JSON', { 'application/json': { schema: { type: 'object' } } }],
    ['a form without fields', { [FORM]: { schema: { type: 'object' } } }],
  ])('skips operations whose query string is %s', (_, content) => {
    const paths = { ...wholeQuery(content), '/toys': { get: operation('listToys') } };
    const reason = 'Its query string is not a form with described fields.';
    expect(toolsOfDocument(document(paths)).skipped).toEqual([
      { at: 'GET /pets', id: 'listPets', tags: ['pets'], reason },
    ]);
  });

  it.each(['text/event-stream', 'application/jsonl'])(
    'returns a stream of %s as text, and says so',
    (type) => {
      const content = { [type]: { itemSchema: { type: 'object' } } };
      const responses = { 200: { description: 'OK', content } };
      const { tool, losses } = only({ '/pets': { get: operation('watchPets', { responses }) } });
      expect(tool.request.response).toEqual({ as: 'text', contentType: type });
      expect(losses).toContainEqual(
        expect.objectContaining({
          at: 'GET /pets',
          detail: expect.stringContaining('stream') as string,
        }),
      );
    },
  );

  it('follows references to media types', () => {
    const schema = { type: 'object', properties: { id: { type: 'integer' } } };
    const media = { $ref: '#/components/mediaTypes/Pet' };
    const responses = { 200: { description: 'OK', content: { 'application/json': media } } };
    const requestBody = { content: { 'application/json': media } };
    const { tool } = only(
      { '/pets': { post: operation('addPet', { responses, requestBody }) } },
      { components: { mediaTypes: { Pet: { schema } } } },
    );
    expect(tool.inputSchema).toMatchObject({ properties: { id: { type: 'integer' } } });
    expect(tool.outputSchema).toMatchObject({
      properties: { id: { type: ['integer', 'string', 'null'] } },
    });
  });

  it('accepts cookies of the style "cookie"', () => {
    const cookie = { name: 'theme', in: 'cookie', style: 'cookie', schema: { type: 'string' } };
    const { tool } = only({ '/pets': { get: operation('listPets', { parameters: [cookie] }) } });
    expect(tool.faults).toEqual([]);
    expect(tool.request.parameters).toEqual([{ in: 'cookie', name: 'theme', argument: 'theme' }]);
  });

  it('selects operations by the parent of a tag, and groups them by a tag of the kind "nav"', () => {
    const tags = [
      { name: 'beta', kind: 'badge' },
      { name: 'animals', parent: 'circle' },
      { name: 'circle', parent: 'animals' },
      { name: 'cats', kind: 'nav', parent: 'animals' },
    ];
    const { tools } = toolsOfDocument(
      document(
        {
          '/cats': { get: operation('listCats', { tags: ['beta', 'cats'] }) },
          '/toys': { get: operation('listToys', { tags: ['toys'] }) },
        },
        { tags },
      ),
    );
    const names = (include: string) =>
      selectOperations(tools, { include: [include], exclude: [] }).tools.map(({ name }) => name);
    expect(names('#animals')).toEqual(['list_cats']);
    expect(names('#beta')).toEqual(['list_cats']);
    expect(tools.map(tagOf)).toEqual(['cats', 'toys']);
  });

  it.each([
    ['https://apis.example.com/pets.yaml', 'https://apis.example.com/pets.yaml#/a', '#/a'],
    ['https://apis.example.com/pets.yaml', 'pets.yaml#/a', '#/a'],
    ['/pets.yaml', 'pets.yaml#/a', '#/a'],
    ['https://apis.example.com/pets.yaml', '#/a', '#/a'],
    ['https://apis.example.com/pets.yaml', 'toys.yaml#/a', 'toys.yaml#/a'],
    ['https://apis.example.com/pets.yaml', 'https://x.example/pets.yaml#/a', 'https://x.example/pets.yaml#/a'], // prettier-ignore
  ])('with "$self" %s, the reference %s is %s', ($self, $ref, expected) => {
    expect(withLocalReferences({ $self, paths: { '/': [{ $ref }] } })).toEqual({
      $self,
      paths: { '/': [{ $ref: expected }] },
    });
  });

  it('ignores "$self" for the URLs of servers', () => {
    const { servers } = toolsOfDocument(
      document(
        { '/pets': { get: operation('listPets') } },
        { $self: 'https://apis.example.com/v1/' },
      ),
    );
    expect(servers[0]?.url).toBe('https://pets.example.com');
  });
});
