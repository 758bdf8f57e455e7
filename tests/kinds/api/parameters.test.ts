import { describe, expect, it } from 'vitest';
import { argumentsSentByDefault } from '../../../src/kinds/api/binding.js';
import type { BoundApiTool, RequestSpec } from '../../../src/kinds/api/spec.js';
import { toolCase } from '../../../src/kinds/api/tool-case.js';
import { requestOf } from './rendered-call.js';
import { FILTER, get, IDS, post, tool } from './tools.js';

it.each<[string, RequestSpec, ...string[]]>([
  ['a required query parameter', { method: 'GET', path: '/x' }, 'text'],
  ['no body', { method: 'PATCH', path: '/x' }],
  [
    'a required query parameter beside a body',
    { method: 'PUT', path: '/x', query: ['text'] },
    'text',
  ],
  ['a required header', { method: 'PATCH', path: '/x', parameters: [{ in: 'header', argument: 'text' }] }, 'text'], // prettier-ignore
  ['no path', { method: 'GET', path: '/x/{text}' }],
  ['the number of items', { method: 'GET', path: '/x', pagination: { style: 'link', limit: 'limit' } }, 'limit', 'text'], // prettier-ignore
])('a default is sent in %s', (_, request, ...expected) => {
  const of = tool(request, 'id', 'limit', 'text');
  expect(
    argumentsSentByDefault({ ...of, inputSchema: { ...of.inputSchema, required: ['text'] } }),
  ).toEqual(expected);
});

/** OpenAPI 3.1, "Style Examples", and the collection formats of Swagger 2.0. */
describe('parameters', () => {
  it.each<[string, BoundApiTool, object, string]>([
    [
      'a name',
      tool(get({ in: 'query', name: 'x.id', argument: 'id' }), 'id'),
      { id: 'a&b' },
      '/x?x.id=a%26b',
    ],
    [
      'tabDelimited (tsv)',
      tool(get({ in: 'query', argument: 'ids', style: 'tabDelimited' }), 'ids'),
      IDS,
      '/x?ids=a%20b%09c%2Cd',
    ],
    [
      'deepObject of a list',
      tool(get({ in: 'query', argument: 'ids', style: 'deepObject', lists: 'brackets' }), 'ids'),
      { ids: ['a', 'b'] },
      '/x?ids%5B%5D=a&ids%5B%5D=b',
    ],
    [
      'deepObject at depth',
      tool(get({ in: 'query', argument: 'deep', style: 'deepObject', lists: 'brackets' }), 'deep'),
      { deep: { tags: ['a'], at: { count: 1 } } },
      '/x?deep%5Btags%5D%5B%5D=a&deep%5Bat%5D%5Bcount%5D=1',
    ],
    [
      'content',
      tool(get({ in: 'query', argument: 'deep', contentType: 'application/json' }), 'deep'),
      { deep: { tags: [] } },
      '/x?deep=%7B%22tags%22%3A%5B%5D%7D',
    ],
    [
      'allowReserved',
      tool(get({ in: 'query', argument: 'id', allowReserved: true }), 'id'),
      { id: 'a/b?c&d' },
      '/x?id=a/b?c%26d',
    ],
    [
      'slashes in a path',
      tool(get({ in: 'path', argument: 'id', slashes: true }, '/x/{id}/y'), 'id'),
      { id: 'heads/a b' },
      '/x/heads%2Fa%20b/y',
    ],
    [
      'a constant',
      tool(get({ in: 'query', name: 'v', constant: 2 }), 'id'),
      { id: 'a' },
      '/x?id=a&v=2',
    ],
    ['none', tool(get({ in: 'query', argument: 'deep', style: 'deepObject' }), 'deep'), {}, '/x'],
    [
      'content named like a global object',
      tool(
        get({ in: 'path', argument: 'JSON', contentType: 'application/json' }, '/x/{JSON}'),
        'JSON',
      ),
      { JSON: {} },
      '/x/%7B%7D',
    ],
    ...(
      [
        ['offsets', { style: 'offset', offsetParam: 'skip' }],
        ['pageNumbers', { style: 'page', pageParam: 'page' }],
      ] as const
    ).map(([name, style]): [string, BoundApiTool, object, string] => [
      `an argument named like the function of its pages: ${name}`,
      tool(
        {
          method: 'GET',
          path: `/x/{${name}}`,
          pagination: { ...style, limit: 'limit', sizeParam: 'size', maxSize: 9 },
        },
        name,
        'limit',
      ),
      { [name]: 'a', limit: 1 },
      '/x/a?size=1',
    ]),
  ])('%s', async (_, called, args, expected) => {
    const { url } = await requestOf(called, args);
    expect(url.href).toBe(`https://api.test${expected}`);
  });

  it.each<[string, object, object, Record<string, string>]>([
    ['a header', { in: 'header', name: 'X-Id', argument: 'id' }, { id: 'a b' }, { 'x-id': 'a b' }],
    ['a list in a header', { in: 'header', argument: 'ids' }, IDS, { ids: 'a b,c,d' }],
    [
      'an object in a header',
      { in: 'header', argument: 'filter', explode: true },
      FILTER,
      { filter: 'state=open,count=2' },
    ],
    [
      'content in a header',
      { in: 'header', argument: 'filter', contentType: 'application/json' },
      FILTER,
      { filter: '{"state":"open","count":2}' },
    ],
    [
      'content in a header that is not ASCII',
      { in: 'header', argument: 'filter', contentType: 'application/json' },
      { filter: { state: 'Zürich 😀\u007f' } },
      { filter: '{"state":"Z\\u00fcrich \\ud83d\\ude00\\u007f"}' },
    ],
    ['no header', { in: 'header', argument: 'filter', contentType: 'application/json' }, {}, {}],
    ['a constant header', { in: 'header', name: 'v', constant: 2 }, {}, { v: '2' }],
    [
      'a cookie',
      { in: 'cookie', name: 'sid', argument: 'id' },
      { id: 'a;b' },
      { cookie: 'sid=a%3Bb' },
    ],
    [
      'a list of cookies',
      { in: 'cookie', argument: 'ids' },
      IDS,
      { cookie: 'ids=a%20b; ids=c%2Cd' },
    ],
    [
      'a cookie of a list',
      { in: 'cookie', argument: 'ids', explode: false },
      IDS,
      { cookie: 'ids=a%20b,c%2Cd' },
    ],
    ['no cookies', { in: 'cookie', argument: 'ids' }, {}, {}],
  ])('%s', async (_, parameter, args, expected) => {
    const called = tool(get(parameter), 'id', 'ids', 'filter');
    const { headers } = await requestOf(called, args);
    expect(Object.fromEntries(headers)).toEqual({ accept: 'application/json', ...expected });
    // What a project's own test expects is what it sends.
    const stated = toolCase(called) as {
      arguments: object;
      request: { headers: Record<string, string> };
    };
    const sent = await requestOf(called, stated.arguments);
    const expectedByTest = Object.fromEntries(new Headers(stated.request.headers));
    expect(Object.fromEntries(sent.headers)).toMatchObject(expectedByTest);
  });

  it('fixed headers', async () => {
    const { headers } = await requestOf(tool(post({ headers: { 'Acme-Version': '2' } })), {});
    expect(headers.get('acme-version')).toBe('2');
  });
});
