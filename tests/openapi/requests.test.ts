import { describe, expect, it } from 'vitest';
import type { Obj } from '../../src/openapi/model.js';
import { toolsOfDocument } from '../../src/openapi/import.js';
import { outcomeOf } from '../../src/sources/openapi/report.js';
import { specOf } from '../../src/openapi/spec.js';
import { body, first, one } from './documents.js';

describe('requests', () => {
  it('name every argument, and what it is called in the request', () => {
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
    expect(tool.request).toEqual({
      method: 'GET',
      path: '/things/{id}',
      parameters: [{ in: 'query', name: 'q', argument: 'q' }],
    });
  });
  it.each<[string, object, object | undefined]>([
    ['a redirect', { 302: {}, 404: {} }, { as: 'binary', download: true }],
    ['a redirect beside a success', { 200: {}, 302: {} }, undefined],
    ['errors alone', { 304: {}, 404: {} }, undefined],
  ])('%s: what the response is', (_, responses, response) => {
    expect(first(one({ responses })).tool.request.response).toEqual(response);
  });
  it.each([
    ['multipart/form-data', { oneOf: [{ type: 'string' }, { type: 'object' }] }],
    ['application/x-www-form-urlencoded', { type: ['object', 'null'] }],
  ])('a form of other values than objects is left out: %s', (type, schema) => {
    const { skipped } = toolsOfDocument(one(body(schema, type), {}, '/things', 'post'));
    expect(skipped.map(({ reason }) => reason)).toEqual([
      `Its body is a form (${type}), but not an object with fields.`,
    ]);
  });
  it('a form that describes no fields accepts any, and the report does not call it left out', () => {
    const { tool, losses } = first(one(body({}, 'multipart/form-data'), {}, '/things', 'post'));
    expect(tool.inputSchema.properties).toMatchObject({ body: { type: 'object' } });
    expect(losses.map(({ kind }) => kind)).toContain('untyped-body');
    expect(outcomeOf({ skipped: [], losses }).leftOut).toEqual([]);
  });
  it.each([
    ['without a default', { maximum: 30 }, 20],
    ['above what a model can read', { maximum: 1000, default: 250 }, 50],
    ['of few items', { maximum: 1000, default: 10 }, 10],
  ])('pages of a list in an object, with a size %s', (_, size, usual) => {
    const parameters = [
      { name: 'limit', in: 'query', schema: { type: 'integer', ...size } },
      { name: 'offset', in: 'query', schema: { type: 'integer' } },
    ];
    const rows = { type: 'array', items: { type: 'object' } };
    const schema = { type: 'object', properties: { rows, total: { type: 'integer' } } };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    const result = first(one({ parameters, responses }));
    const [tool] = specOf(result, [result.tool]).tools;
    expect(tool?.tool).toMatchObject({
      inputSchema: { properties: { limit: { default: usual } } },
      outputSchema: { properties: { rows: { type: 'array' } } },
      request: { resultKey: 'rows', pagination: { style: 'offset', items: 'rows' } },
    });
  });
  const json = {
    content: { 'application/json': { schema: { properties: { id: { type: 'string' } } } } },
  };
  const stated = (...names: string[]) => ({
    headers: Object.fromEntries(names.map((name) => [name, { schema: { type: 'string' } }])),
  });
  it.each<[string, string, object, object | undefined]>([
    [
      'the version of what was read',
      'get',
      { 200: { ...json, ...stated('ETag', 'X-Rate') } },
      { headers: ['ETag'] },
    ],
    ['no others', 'get', { 200: { ...json, ...stated('X-Rate', 'Set-Cookie') } }, undefined],
    [
      'all of HEAD',
      'head',
      { 200: stated('ETag', 'Content-Length') },
      { headers: ['ETag', 'Content-Length'] },
    ],
    ['an address in place of a body', 'post', { 201: {} }, { headers: ['Location'] }],
    ['a body', 'post', { 201: json }, undefined],
    ['no content', 'delete', { 204: {} }, undefined],
    ['a job', 'post', { 202: {} }, { headers: ['Location', 'Retry-After'], job: true }],
    ['a job or a result', 'post', { 200: json, 202: stated('Location') }, { job: true }],
    ['202 of a GET', 'get', { 200: json, 202: {} }, undefined],
  ])('%s: which headers of responses are needed later', (_, method, responses, response) => {
    const result = first(one({ responses }, {}, '/things', method));
    const { skipped, losses } = result;
    const [tool] = specOf(result, [result.tool]).tools;
    expect((tool?.tool.request as Obj).response).toEqual(response);
    const isIgnored = losses.some(({ kind }) => kind === 'other-responses');
    expect([skipped, isIgnored]).toEqual([[], method === 'get' && '202' in responses]);
    const properties = (tool?.tool.outputSchema as Obj | undefined)?.properties as Obj | undefined;
    expect(properties?.response_headers !== undefined).toBe(
      response !== undefined && 'headers' in response && properties !== undefined,
    );
  });
  it('media types of a reference are those of what it leads to', () => {
    const content = { 'application/json': { schema: { properties: { id: { type: 'string' } } } } };
    const { tool } = first(
      one(
        { responses: { 200: { content: { $ref: '#/components/x-content' } } } },
        { components: { 'x-content': content } },
      ),
    );
    expect(tool.outputSchema).toMatchObject({ properties: { id: {} } });
    expect(tool.request.response).toBeUndefined();
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
            header('revision', { type: 'string', default: '3' }),
            header('If-Match', { type: 'string' }, false),
          ],
        },
        rest,
      ),
    );
    expect(tool.request).toMatchObject({
      headers: { 'Api-Version': '2', revision: '3' },
      parameters: [{ in: 'header', argument: 'if_match' }],
    });
    expect(Object.keys(tool.inputSchema.properties as Obj)).toEqual(['if_match']);
    expect(losses.map((loss) => loss.kind).sort()).toEqual([
      'constant',
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
  it('a list with the style deepObject has brackets, as Stripe expects', () => {
    const schema = { type: 'array', items: { type: 'string' } };
    const parameters = [
      { name: 'expand', in: 'query', style: 'deepObject', explode: true, schema },
    ];
    const { tool } = first(one({ summary: 'A', parameters }));
    expect(tool.request).toMatchObject({
      parameters: [{ in: 'query', argument: 'expand', style: 'deepObject', lists: 'brackets' }],
    });
  });
  it.each<[string, Obj, string | undefined]>([
    [
      'lists of objects are numbered',
      { type: 'array', items: { type: 'object', properties: { a: {} } } },
      'indices',
    ],
    [
      'and those within objects',
      { type: 'object', properties: { b: { type: 'array', items: { type: 'object' } } } },
      'indices',
    ],
    [
      'other lists are not',
      { type: 'object', properties: { b: { type: 'array', items: { type: 'string' } } } },
      undefined,
    ],
  ])('with the style deepObject, %s', (_, schema, lists) => {
    const parameters = [{ name: 'p', in: 'query', style: 'deepObject', schema }];
    const { tool, losses } = first(one({ parameters }));
    const [written] = tool.request.parameters ?? [];
    expect((written as Obj | undefined)?.lists).toBe(lists);
    expect(losses.some(({ kind }) => kind === 'nested')).toBe(lists !== undefined);
  });

  it.each<[string, Obj]>([
    ['whose schema is that of a line', { schema: { type: 'object', properties: { a: {} } } }],
    [
      'whose schema is that of a list',
      { schema: { type: 'array', items: { type: 'object', properties: { a: {} } } } },
    ],
    ['of OpenAPI 3.2', { itemSchema: { type: 'object', properties: { a: {} } } }],
  ])('JSON Lines %s are a list', (_, media) => {
    const requestBody = { required: true, content: { 'application/x-ndjson': media } };
    const { tool } = first(one({ requestBody }, {}, '/bulk', 'post'));
    expect(tool.inputSchema.properties).toMatchObject({
      body: { type: 'array', items: { type: 'object', properties: { a: {} } } },
    });
    expect(tool.request.body).toEqual({ contentType: 'application/x-ndjson', argument: 'body' });
  });

  it.each([
    ['is no argument', { description: 'A trace id' }, false],
    ['is one if it is required', { required: true }, true],
    ['is one if repeated requests are told by it', { description: 'Idempotency key' }, true],
  ])('a header for logs %s', (_, more, isArgument) => {
    const header = { name: 'X-Request-Id', in: 'header', schema: { type: 'string' }, ...more };
    const { tool, losses } = first(one({ summary: 'A', parameters: [header] }));
    expect(Object.keys(tool.inputSchema.properties as Obj)).toHaveLength(Number(isArgument));
    expect(losses.some(({ kind }) => kind === 'ignored-header')).toBe(!isArgument);
  });

  it.each([
    ['form', { type: ['string', 'number', 'boolean'] }],
    ['deepObject', undefined],
  ])(
    'a query parameter of any members has flat ones, as the style %s writes them',
    (style, values) => {
      const parameters = [{ name: 'filter', in: 'query', style, schema: { type: 'object' } }];
      const { properties } = first(one({ summary: 'A', parameters })).tool.inputSchema;
      expect((properties as Record<string, Obj>).filter?.additionalProperties).toEqual(values);
    },
  );

  const scalars = { type: ['string', 'number', 'boolean'] };
  const text = { type: 'string' };
  it.each<[string, Obj | undefined, Obj]>([
    ['no schema', undefined, scalars],
    ['a schema that is open', { nullable: true, oneOf: [{}] }, scalars],
    ['an unknown type', { type: 'int' }, scalars],
    ['a limit that is null', { type: 'integer', maximum: null }, { type: 'integer' }],
    ['items that are open', { type: 'array', items: {} }, { type: 'array', items: scalars }],
    [
      'members that are open',
      { properties: { a: {} } },
      { type: 'object', properties: { a: scalars } },
    ],
    ['a branch that is open', { anyOf: [text, {}] }, { anyOf: [text, scalars] }],
    ['values that no style writes', { const: { a: 1 } }, scalars],
    ['null among texts', { type: 'string', enum: ['a', null] }, { type: 'string', enum: ['a'] }],
    ['values of several types', { enum: ['a', 1, null] }, { enum: ['a', 1] }],
    [
      'one value or several',
      { type: ['string', 'array'], items: text },
      { anyOf: [text, { type: 'array', items: text }] },
    ],
    ['items that may be null', { type: 'array', items: { ...text, nullable: true } }, { type: 'array', items: text }], // prettier-ignore
    ['null as a choice', { nullable: true, oneOf: [text, { type: 'integer' }] }, { oneOf: [text, { type: 'integer' }] }], // prettier-ignore
  ])('a parameter with %s has what styles write', (_, schema, expected) => {
    const parameters = [{ name: 'q', in: 'query', ...(schema && { schema }) }];
    const { tool } = first(one({ summary: 'A', parameters }));
    expect(tool.inputSchema.properties).toEqual({ q: expected });
  });

  it.each<[string, Obj]>([
    ['a text or an object', { anyOf: [text, { type: 'object' }] }],
    ['objects of lists', { additionalProperties: { type: 'array', items: text }, type: 'object' }],
  ])('%s: no style writes it, so it is JSON', (_, schema) => {
    const parameters = [{ name: 'q', in: 'query', schema }];
    expect(first(one({ parameters })).tool.request.parameters).toEqual([
      { in: 'query', name: 'q', argument: 'q', contentType: 'application/json' },
    ]);
  });

  it('values of which one branch is a list have no form in a query: they are JSON', () => {
    const schema = {
      type: 'object',
      properties: { id: { anyOf: [{ type: 'integer' }, { type: 'array', items: {} }] } },
    };
    const parameters = [{ name: 'filter', in: 'query', explode: false, schema }];
    const { tool } = first(one({ summary: 'A', parameters }));
    expect(tool.request).toMatchObject({
      parameters: [{ in: 'query', argument: 'filter', contentType: 'application/json' }],
    });
  });

  it.each(['text/plain', 'application/json', 'image/png'])('HEAD has no response: %s', (type) => {
    const responses = { 200: { description: 'OK', content: { [type]: { schema: { type: 'string' } } } } }; // prettier-ignore
    const { tool } = first(one({ summary: 'A', responses }, {}, '/things', 'head'));
    expect(tool.request).toEqual({ method: 'HEAD', path: '/things' });
    expect(tool.outputSchema).toBeUndefined();
  });

  it.each([
    ['an empty one is none', { additionalProperties: false, properties: {} }, []],
    [
      'another one is left out',
      { properties: { a: {} } },
      ['The optional body of the GET request is not sent.'],
    ],
  ])('GET with an optional body: %s', (_, schema, details) => {
    const content = {
      'application/x-www-form-urlencoded': { schema: { type: 'object', ...schema } },
    };
    const { tool, losses } = first(one({ summary: 'A', requestBody: { content } }));
    expect(tool.request).toEqual({ method: 'GET', path: '/things' });
    expect(losses.filter(({ kind }) => kind === 'body').map(({ detail }) => detail)).toEqual(
      details,
    );
  });
  it.each(['multipart/form-data', 'application/x-www-form-urlencoded'])(
    'a form without fields is not supported: %s',
    (type) => {
      const document = one(body({ type: 'string', format: 'binary' }, type), {}, '/things', 'post');
      expect(toolsOfDocument(document).skipped).toEqual([
        {
          at: 'POST /things',
          id: 'doThing',
          tags: [],
          reason: `Its body is a form (${type}), but not an object with fields.`,
        },
      ]);
    },
  );
  const FILE = { type: 'string', format: 'binary' };
  it.each<[string, Record<string, object>, ...string[]]>([
    ['in its name', { 'my file': FILE }, 'my_file', 'my_file_name'],
    [
      'beside a field that has it',
      { file: FILE, file_name: {} },
      'file',
      'file_name',
      'file_file_name',
    ],
  ])('the name of a file is an argument: %s', (_, properties, ...names) => {
    const schema = { type: 'object', properties };
    const { tool } = first(one(body(schema, 'multipart/form-data'), {}, '/files', 'post'));
    const [wire = ''] = Object.keys(properties);
    expect(Object.keys(tool.inputSchema.properties as object)).toEqual(names);
    expect(tool.request.body?.properties?.[wire]).toEqual({
      argument: names[0],
      file: names.at(-1),
    });
  });
  it('parts without names are sent as multipart/related, in the order of the document', () => {
    const properties = { metadata: { type: 'object' }, media: FILE };
    const operation = body({ type: 'object', properties }, 'multipart/related');
    expect(first(one(operation, {}, '/files', 'post')).tool.request.body).toEqual({
      as: 'multipart',
      contentType: 'multipart/related',
      properties: {
        metadata: { argument: 'metadata' },
        media: { argument: 'media', file: 'media_name' },
      },
    });
  });
  it.each([
    ['/räume/{id}', '/r%C3%A4ume/{id}'],
    ['/a b/100%/{größe}', '/a%20b/100%25/{gro_e}'],
    ['/a%2Fb/{id}:run', '/a%2Fb/{id}:run'],
  ])('the path %s is sent as %s', (path, sent) => {
    const { tool } = first(one({}, {}, path));
    expect(tool.request.path).toBe(sent);
  });
  it.each<[string, object, boolean]>([
    ['nothing', {}, false],
    ['x-multi-segment', { 'x-multi-segment': true }, true],
    ['the description', { description: 'ID or URL-encoded path of the project' }, true],
    ['an example', { example: 'heads/main' }, true],
    ['one of the examples', { examples: { a: { value: 'main' }, b: { value: 'a/b' } } }, true],
    ['another style', { style: 'label', allowReserved: true }, false],
  ])('a path parameter has slashes where %s says so', (_, says, slashes) => {
    const file = { name: 'file', in: 'path', required: true, schema: { type: 'string' }, ...says };
    const { tool } = first(one({ parameters: [file] }, {}, '/files/{file}'));
    const [parameter] = tool.request.parameters ?? [];
    expect(parameter?.slashes === true).toBe(slashes);
  });
  it('allowReserved is for queries', () => {
    const parameter = { required: true, allowReserved: true, schema: { type: 'string' } };
    const parameters = [
      { name: 'file', in: 'path', ...parameter },
      { name: 'ref', in: 'query', ...parameter },
    ];
    const result = first(one({ parameters }, {}, '/files/{file}'));
    expect(result.tool.request.parameters).toEqual([
      { in: 'path', name: 'file', argument: 'file', slashes: true },
      { in: 'query', name: 'ref', argument: 'ref', allowReserved: true },
    ]);
    expect(result.losses).toContainEqual({
      at: 'GET /files/{file}',
      kind: 'reserved',
      detail: 'Path parameter "file" is sent encoded.',
    });
  });
  it('a query in a path is constant', () => {
    expect(first(one({}, {}, '/?Action=List#x')).tool.request).toMatchObject({
      path: '/',
      parameters: [{ in: 'query', name: 'Action', constant: 'List' }],
    });
  });
  it.each<[string, string, Obj, string | undefined]>([
    ['a token of Google', 'pageToken', { nextPageToken: {} }, 'nextPageToken'],
    ['a marker of Box', 'marker', { next_marker: {} }, 'next_marker'],
    ['the same name, beside errors', 'cursor', { cursor: {}, errors: { type: 'array' } }, 'cursor'],
    [
      'an offset in an object of the next page',
      'offset',
      { next_page: { properties: { offset: { type: 'string' } } } },
      'next_page.offset',
    ],
    [
      'a cursor two levels below',
      'starting_after',
      { pages: { properties: { next: { properties: { starting_after: {} } } } } },
      'pages.next.starting_after',
    ],
    ['not the number of items to skip', 'offset', { offset: { type: 'integer' } }, undefined],
    ['not what comes before', 'after', { after: {} }, undefined],
  ])('knows the place of the next page: %s', (_, parameter, more, nextCursor) => {
    const parameters = [
      { name: 'limit', in: 'query', schema: { type: 'integer' } },
      { name: parameter, in: 'query', schema: { type: 'string' } },
    ];
    const list = { type: 'array', items: { type: 'object' } };
    const schema = { type: 'object', properties: { data: list, ...more } };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    expect(first(one({ parameters, responses })).tool.request.pagination?.nextCursor).toBe(
      nextCursor,
    );
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
