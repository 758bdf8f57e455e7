import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { argumentsSentByDefault } from '../../../src/kinds/api/binding.js';
import { toolCases } from '../../../src/kinds/api/cases/tool-cases.js';
import type { BoundApiTool, RequestSpec } from '../../../src/kinds/api/spec.js';
import { kinds } from '../../../src/kinds/register.gen.js';
import type { ObjectSchema } from '../../../src/model/json-schema.js';
import { renderParts } from '../../../src/render/provider-parts.js';
import { readFlags } from '../../../src/spec/flags.js';
import { describedTool } from '../../../src/spec/flags/draft.js';
import { received, requestOf, source } from './rendered-call.js';

const LIST = { type: 'array', items: { type: 'string' } } as const;
const OBJECT = {
  type: 'object',
  properties: { state: { type: 'string' }, count: { type: 'integer' } },
} as const;

const input: ObjectSchema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    file_path: { type: 'string' },
    ids: LIST,
    filter: OBJECT,
    deep: { type: 'object', properties: { tags: LIST, at: OBJECT } },
    text: { type: 'string' },
    content: { type: 'string' },
    name: { type: 'string' },
    limit: { type: 'integer' },
    JSON: OBJECT,
    offsets: { type: 'string' },
    pageNumbers: { type: 'string' },
  },
};

/** Arguments of these names; path arguments and limits are required. */
function tool(request: RequestSpec, ...names: string[]): BoundApiTool {
  const properties = Object.fromEntries(
    Object.entries(input.properties ?? {}).filter(([name]) => names.includes(name)),
  );
  const required = names.filter(
    (name) => request.path.includes(`{${name}}`) || name === request.pagination?.limit,
  );
  return {
    name: 'call',
    description: 'Call.',
    inputSchema: { type: 'object', properties, required },
    request,
  };
}

interface Case {
  request: RequestSpec;
  arguments: object;
  /** Names of all arguments; of those that are given unless stated. */
  names?: string[];
  url?: string;
  headers?: object;
  /** Of the body; null: there is none. */
  type?: string | null;
  body?: unknown;
}

interface StatedCase {
  arguments?: object;
  request: Record<string, unknown>;
}

const file = join(import.meta.dirname, '..', '..', 'cases', 'kinds', 'requests.yaml');
const cases = parse(readFileSync(file, 'utf8')) as Record<string, Case>;

it.each(Object.entries(cases))('the module of a tool sends %s', async (_, one) => {
  const { request, arguments: args, names = Object.keys(args), ...expected } = one;
  const called = tool(request, ...names);
  const { url } = await requestOf(called, args);
  const { headers, body = null } = await received(called, args);
  const found = {
    url: url.href.slice(url.origin.length),
    headers,
    type: headers['content-type'] ?? null,
    body,
  };
  expect(found).toMatchObject(expected);
  if (expected.headers) expect(headers).toEqual(expected.headers);
  // What a project's own test expects is what it sends.
  for (const stated of toolCases(called) as unknown as StatedCase[]) {
    const sent = await received(called, stated.arguments ?? {});
    expect({ ...sent, headers: {} }).toEqual({ query: {}, ...stated.request, headers: {} });
    const ofTest = new Headers(stated.request.headers as Record<string, string> | undefined);
    expect(sent.headers).toMatchObject(Object.fromEntries(ofTest));
  }
});

it('tools do not send the defaults that the API fills in', () => {
  const of = tool(
    {
      method: 'PATCH',
      path: '/x/{id}',
      query: ['limit'],
      pagination: { style: 'link', limit: 'limit' },
      apiDefaults: ['id', 'text'],
    },
    'id',
    'limit',
    'text',
  );
  expect(argumentsSentByDefault(of)).toEqual(['limit']);
});

it.each<[request: string, param: string, sent: object]>([
  ['GET /x', 'limit:integer(1..100)=50 How many', { path: '/x', query: { limit: '50' } }],
  ['PATCH /x', 'limit:integer=50 How many', { path: '/x', body: { limit: 50 } }],
  ['PUT /x', 'limit:integer=50 @query How many', { path: '/x', query: { limit: '50' } }],
  ['PUT /x', 'limit:integer=50 @header How many', { path: '/x', headers: { limit: '50' } }],
])('a default in an option is part of the schema, and sent: %s %s', (request, param, sent) => {
  const { text, cases } = added(request, param);
  expect(text).toMatch(/limit: z\.int\(\).*\.default\(50\)\.describe\('How many'\)/);
  expect(cases.map((each) => each.arguments)).toEqual([{ limit: 51 }, undefined]);
  expect(cases[1]?.request).toMatchObject(sent);
});

it.each([
  ['PATCH /x/{id}', 'name:string', 'body: changes(body)', [undefined, 'Nothing would change.']],
  ['PATCH /x/{id}', 'name:string!', ' body }', [undefined]],
  ['PATCH /x/{id}', 'name:string=a @query', ' query }', [undefined, undefined]],
])(
  'only a PATCH without a required value has a test that refuses an empty change: %s %s',
  (request, param, code, errors) => {
    const { text, cases } = added(request, param);
    expect(text).toContain(code);
    expect(cases.map((each) => each.error)).toEqual(errors);
  },
);

it.each([
  ['GET /x', 'limit:integer!=50 How many', 'z.int().meta({ default: 50,'],
  ['GET /x/{limit}', 'limit:integer=50', 'z.int().meta({ default: 50 })'],
  ['POST /x', 'limit:int64!=50', 'default: 50 })'],
])(
  'an argument that is required stays so with a default, which is metadata: %s %s',
  (request, param, code) => {
    const { text, cases } = added(request, param);
    expect(text).toContain(code);
    for (const each of cases) expect(each.arguments).toMatchObject({ limit: 51 });
  },
);

it.each([true, false])(
  'test cases of a tool with a raw schema have its required arguments (nullable result: %s)',
  (isNull) => {
    const ids = { type: 'array', items: { type: 'string' }, uniqueItems: true, default: ['a'] };
    const value = { type: isNull ? ['string', 'null'] : 'string' };
    const of = { name: 'a', description: 'A', request: { method: 'POST', path: '/x' } };
    const properties = { ids, note: { type: 'string', default: 'n' } };
    const schemas = {
      inputSchema: { type: 'object', required: ['ids'], properties },
      outputSchema: { type: 'object', properties: { value } },
    };
    const cases = toolCases({ ...of, ...schemas } as BoundApiTool);
    expect(cases.length).toBeGreaterThan(0);
    for (const each of cases) expect(each.arguments).toHaveProperty('ids');
  },
);

/** The module and the cases of a tool that options state. */
function added(request: string, param: string) {
  const { draft } = readFlags(
    [
      ['--tool', 'a: A'],
      ['--request', request],
      ['--param', param],
    ],
    {
      kinds: { api: kinds.api },
      styles: {},
    },
  );
  const tools = draft.tools.map(describedTool);
  const [part] = renderParts({ name: 'x', kind: 'api' }, { tools, resources: [], prompts: [] });
  const cases = toolCases(tools[0] as BoundApiTool);
  return { text: part?.files[0]?.text, cases };
}

it('generated code destructures arguments, and uses the helpers of mcp-provider/api', () => {
  const request: RequestSpec = {
    method: 'POST',
    path: '/x/{id}',
    query: ['ids'],
    headers: { 'Acme-Version': '2' },
    parameters: [
      { in: 'header', name: 'Idempotency-Key', argument: 'name' },
      { in: 'query', argument: 'filter', style: 'deepObject' },
    ],
    body: { as: 'form', lists: 'indices' },
  };
  expect(source(tool(request, 'id', 'ids', 'filter', 'name', 'text', 'deep')))
    .toMatchInlineSnapshot(`
      "import { deepObject, form, path } from 'mcp-provider/api';
      export const tool = {
        run: ({ id, name, filter, ids, ...body }, { api }) =>
          api({
            method: 'POST',
            path: path\`/x/\${id}\`,
            query: { filter: deepObject(filter), ids },
            headers: { 'Acme-Version': '2', 'Idempotency-Key': name },
            body: form(body, { lists: 'indices' }),
          }),
      };"
    `);
});
