import { expect, it } from 'vitest';
import { toolCases } from '../../../src/kinds/api/cases/tool-cases.js';
import type { BoundApiTool, PaginationSpec, RequestSpec } from '../../../src/kinds/api/spec.js';
import type { JsonSchemaObject, ObjectSchema } from '../../../src/model/json-schema.js';
import { received, resultOf, source } from './rendered-call.js';

interface Case {
  arguments?: object;
  request?: { query?: object; operation?: string; body?: unknown };
  response?: unknown;
  responseHeaders?: Record<string, string>;
  pages?: readonly { response: unknown }[];
  result?: unknown;
}

const object = (properties: Record<string, JsonSchemaObject>): ObjectSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});
const TEXT = { type: 'string' } as const;
const BOX = object({
  id: TEXT,
  owner: object({ name: TEXT }),
  parts: { type: 'array', items: object({ id: TEXT }) },
});
const BOXES = object({ boxes: { type: 'array', items: BOX } });

const tool = (outputSchema: ObjectSchema, request: Partial<RequestSpec>): BoundApiTool => ({
  name: 'call',
  description: 'Call.',
  inputSchema: object({ limit: { type: 'integer', minimum: 1, maximum: 500 } }),
  outputSchema,
  request: { method: 'GET', path: '/x', ...request },
});
const pages = (pagination: Partial<PaginationSpec>): Partial<RequestSpec> => ({
  resultKey: 'boxes',
  pagination: { limit: 'limit', ...pagination } as PaginationSpec,
});
const exclude = { exclude: ['secret', 'owner.key', 'parts.code', 'audit.ip'] };
const include = { include: ['id', 'owner.name', 'parts'] };
const size = { sizeParam: 'size', maxSize: 30 };

/** Functions of `mcp-provider/api` that a tool might leave out. */
const withoutSelection = { select: (value: unknown) => value as never };
const withoutPages = {
  collect: async (context: never, request: never, { page }: { page: never }) =>
    (page as { read(response: unknown, query: object): { items: unknown[] } }).read(
      await (context as { api(request: unknown): Promise<unknown> }).api(request),
      {},
    ).items as never,
};

it.each<[string, BoundApiTool, object]>([
  ['excluded fields', tool(BOX, { response: exclude }), withoutSelection],
  ['fields that are not included', tool(BOX, { response: include }), withoutSelection],
  ['fields of a list', tool(BOXES, { resultKey: 'boxes', response: include }), withoutSelection],
  [
    'fields of pages',
    tool(BOXES, { ...pages({ style: 'link' }), response: exclude }),
    withoutSelection,
  ],
  [
    'a cursor that is excluded',
    tool(BOXES, {
      ...pages({ style: 'cursor', cursorParam: 'after', lastItem: 'secret' }),
      response: exclude,
    }),
    withoutPages,
  ],
  [
    'numbered pages',
    tool(BOXES, pages({ style: 'page', pageParam: 'page', ...size })),
    withoutPages,
  ],
  [
    'numbered pages with a total',
    tool(BOXES, pages({ style: 'page', pageParam: 'page', total: 'all', items: 'list', ...size })),
    withoutPages,
  ],
  [
    'pages by a URL in the body',
    tool(BOXES, pages({ style: 'link', nextUrl: '@odata.nextLink', items: 'value' })),
    withoutPages,
  ],
  [
    'pages of a POST',
    tool(BOXES, {
      ...pages({ style: 'cursor', cursorParam: 'after', nextCursor: 'next', items: 'list' }),
      method: 'POST',
    }),
    withoutPages,
  ],
  [
    'pages of GraphQL',
    tool(BOXES, {
      ...pages({
        style: 'cursor',
        cursorParam: 'after',
        nextCursor: 'all.end',
        items: 'all.nodes',
      }),
      method: 'POST',
      graphql: 'query ($after: String) { all(after: $after) { end nodes { id } } }',
    }),
    withoutPages,
  ],
  ['offsets', tool(BOXES, pages({ style: 'offset', offsetParam: 'skip', ...size })), withoutPages],
])('a test case notices when a tool leaves out %s', async (_, tested, wrong) => {
  const [first] = toolCases(tested) as readonly Case[];
  const {
    arguments: args = {},
    pages = [],
    response,
    result = response,
    request: { query = {}, operation, body } = {},
  } = first ?? {};
  const responses = pages.length > 0 ? pages : [{ response }];
  const sent = await received(tested, args, responses);
  const document = operation !== undefined && {
    query: expect.stringContaining(operation) as unknown,
  };
  expect([sent.query, sent.body]).toEqual([
    query,
    document ? { ...document, ...Object(body) } : body,
  ]);
  expect(await resultOf(tested, args, responses)).toEqual(result);
  expect(await resultOf(tested, args, responses, wrong)).not.toEqual(result);
});

it('pages that are larger than tests or results are have no case with two of them', () => {
  const ofSize = (maxSize: number) =>
    pages({ style: 'page', pageParam: 'page', sizeParam: 'size', maxSize });
  const expected = { arguments: { limit: 2 }, response: [{}] };
  expect(toolCases(tool(BOXES, ofSize(5000)))).toMatchObject([expected]);
  const items = object({ id: { type: 'string', enum: ['x'.repeat(1000)] } });
  const long = tool(object({ boxes: { type: 'array', items } }), ofSize(100));
  expect(toolCases(long)).toMatchObject([expected]);
});

it('the second case of numbered pages asks for less than a page, unless that is one item', () => {
  const listTool = (limit: number) => ({
    ...tool(BOXES, pages({ style: 'page', pageParam: 'page', ...size })),
    inputSchema: {
      type: 'object' as const,
      properties: { limit: { type: 'integer' as const, default: limit }, text: TEXT },
    },
  });
  expect(toolCases(listTool(20))).toMatchObject([
    { arguments: { limit: 31, text: 'See you at nine.' } },
    { request: { query: { size: '20' } }, response: [{ id: 'ID-1' }] },
  ]);
  expect(toolCases(listTool(1))).toMatchObject([
    { arguments: { limit: 31, text: 'See you at nine.' } },
  ]);
});

it('the last page says in one place that nothing follows, and has a cursor in another, as in Relay', () => {
  const last = { more: false, end: 'page-3' };
  const relay = pages({
    style: 'cursor',
    cursorParam: 'after',
    nextCursor: 'end',
    hasMore: 'more',
    items: 'list',
  });
  const [first] = toolCases(tool(BOXES, relay)) as readonly Case[];
  expect(first?.pages?.at(-1)?.response).toMatchObject(last);
});

const NOTED = object({ id: TEXT, note: { type: ['string', 'null'] } });
const ID = { type: 'object', properties: { id: TEXT, text: TEXT } } as const;

it('a second response, or a second item of a list, has null where it may be', () => {
  const noted = { id: 'ID-2', note: null };
  expect(toolCases(tool(NOTED, {}))).toMatchObject([{}, { response: noted }]);
  const list = tool(object({ boxes: { type: 'array', items: NOTED } }), pages({ style: 'link' }));
  expect(toolCases(list)).toMatchObject([
    { result: { boxes: [{ id: 'ID-1' }, noted] } },
    { result: { boxes: [noted] } },
  ]);
});

it('a case gives what is required, also what has a default, where nothing fills that in', () => {
  const tree = { type: 'array', items: { $ref: '#/$defs/tree' } } as const;
  const inputSchema = {
    type: 'object',
    properties: { kind: { type: 'string', default: 'all' }, tree: { $ref: '#/$defs/tree' } },
    required: ['kind'],
    $defs: { tree },
  } as const;
  const raw = { ...tool(NOTED, {}), inputSchema } as unknown as BoundApiTool;
  const calls = toolCases(raw) as { arguments?: object }[];
  expect(calls.map((each) => Object.keys(each.arguments ?? {}))).toEqual([
    ['kind', 'tree'],
    ['kind'],
  ]);
});

it.each([
  [{ ...ID, required: ['id'] }, { id: 'ID-1' }],
  [ID, { id: 'ID-1' }],
  [object({ id: TEXT, text: { type: ['string', 'null'] } }), { text: null }],
])('a second call of PATCH changes one value: %j', (inputSchema, body) => {
  const change = { ...tool(NOTED, { method: 'PATCH' }), inputSchema } as BoundApiTool;
  const [, second] = toolCases(change);
  expect(second).toMatchObject({ request: { body } });
});

it.each<Partial<RequestSpec>>([{ method: 'DELETE' }, { method: 'POST', response: { as: 'none' } }])(
  'a request without a result is tested without a body: %j',
  (request) => {
    const remove: BoundApiTool = { ...tool(BOX, request) };
    delete remove.outputSchema;
    const [row] = toolCases(remove);
    expect(row).toMatchObject({ status: 204, result: 'Done.' });
    expect(row).not.toHaveProperty('response');
  },
);

it('a text is the result as it was sent, also where it is JSON', () => {
  const read = tool(BOX, { response: { as: 'text' } });
  delete read.outputSchema;
  expect(source(read)).toContain('return response.text ?? response.body;');
  const text = '{ "text": "of the API" }';
  expect(toolCases(read)[0]).toMatchObject({ response: text, result: text });
  const part = tool(object({ content: TEXT }), { response: { as: 'text' }, resultKey: 'content' });
  expect(toolCases(part)[0]).toMatchObject({ response: text, result: { content: text } });
});

it('a download says so in its request', () => {
  const response = { as: 'binary', download: true } as const;
  expect(source(tool(BOX, { response }))).toMatch(
    /headers: \{ accept: '\*\/\*' \},\s+download: true,/,
  );
});

const headers = ['ETag', 'Location'];
const plain: BoundApiTool = tool(BOX, {});
delete plain.outputSchema;
it.each<[string, BoundApiTool]>([
  ['an object', tool(BOX, { response: { headers } })],
  ['selected fields', tool(BOX, { response: { headers, ...include } })],
  ['a list', tool(BOXES, { resultKey: 'boxes', response: { headers } })],
  ['no schema', { ...plain, request: { method: 'POST', path: '/x', response: { headers } } }],
  ['no content', { ...plain, request: { method: 'DELETE', path: '/x', response: { headers } } }],
  ['HEAD', { ...plain, request: { method: 'HEAD', path: '/x', response: { headers } } }],
  ['text', { ...plain, request: { method: 'GET', path: '/x', response: { as: 'text', headers } } }],
  [
    'a file',
    { ...plain, request: { method: 'GET', path: '/x', response: { as: 'binary', headers } } },
  ],
])('response headers are part of the result: %s', async (_, tested) => {
  const [{ arguments: args = {}, result, ...sent } = {} as Case] = toolCases(
    tested,
  ) as readonly Case[];
  const responses = [{ response: sent.response, headers: sent.responseHeaders ?? {} }];
  const received = await resultOf(tested, args, responses);
  const blocks = (received as { blocks?: unknown }).blocks ?? received;
  expect(typeof result === 'string' ? JSON.stringify(blocks) : blocks).toEqual(result);
  expect(JSON.stringify(result)).toContain('etag');
});

it('a tool that waits for a job returns what the job has made', async () => {
  const waiting = tool(BOX, { method: 'POST', response: { job: true } });
  const [{ arguments: args = {}, response } = {}] = toolCases(waiting) as readonly Case[];
  expect(source(waiting)).toContain('finished(context, {');
  expect(await resultOf(waiting, args, [{ response }])).toEqual(response);
});

/** A query of GraphQL for a viewer. */
const viewer = (outputSchema?: ObjectSchema, request: Partial<RequestSpec> = {}): BoundApiTool => {
  const query = tool(BOX, {
    method: 'POST',
    graphql: 'query { viewer { id } }',
    dataPath: 'viewer',
    ...request,
  });
  delete query.outputSchema;
  return { ...query, ...(outputSchema && { outputSchema }) };
};
const OPEN: ObjectSchema = { ...object({ id: TEXT }), additionalProperties: true };
const [NAMED, EMPTY] = [
  { path: 'data.*.success', values: [true] },
  { path: 'data.*.userErrors', values: [] },
];

it.each<[string, BoundApiTool, typeof NAMED, unknown]>([
  ['text', viewer(), NAMED, '{"success":true,"ok":true}'],
  ['text of errors', viewer(), EMPTY, '{"userErrors":[],"ok":true}'],
  ['selected text', viewer(undefined, { response: { include: ['id'] } }), NAMED, '{"id":true}'],
  ['open object', viewer(OPEN), NAMED, { id: 'ID-1', success: true }],
  ['open object with errors', viewer(OPEN), EMPTY, { id: 'ID-1', userErrors: [] }],
  [
    'open property',
    viewer(object({ me: OPEN }), { resultKey: 'me' }),
    NAMED,
    { me: { id: 'ID-1', success: true } },
  ],
  ['object', viewer(object({ id: TEXT })), NAMED, { id: 'ID-1' }],
  [
    'object that names it',
    viewer(object({ success: { type: 'boolean' } })),
    NAMED,
    { success: true },
  ],
  [
    'object that names errors',
    viewer(object({ userErrors: { type: 'array', items: TEXT } })),
    EMPTY,
    { userErrors: [] },
  ],
])('an expected %s has what reports success below its path', (_, tested, success, result) => {
  const [first] = toolCases(tested, { success }) as readonly Case[];
  const payload = success === NAMED ? { success: true } : { userErrors: [] };
  expect(first).toMatchObject({ response: { data: { viewer: payload } } });
  expect(first?.result).toEqual(result);
});

it('a case with one field chooses it from the items that are objects', () => {
  const lists = object({
    tags: { type: 'array', items: TEXT },
    parts: { type: 'array', items: BOX },
  });
  const cases = toolCases({ ...tool(lists, {}), fields: true });
  expect(cases.at(-1)).toMatchObject({ title: 'with one field', arguments: { fields: ['id'] } });
});
