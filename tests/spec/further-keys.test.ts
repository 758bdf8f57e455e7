import { expect, it } from 'vitest';
import { errorsOf, HEAD } from './reading.js';

it.each<[string, string, string[]]>([
  [
    'a further key without a name',
    HEAD.replace('none', 'api-key, in: header, name: X, furtherKeys: { appKey: { in: query } }'),
    ['4:69: auth.furtherKeys.appKey.name is missing.'],
  ],
  [
    'two keys in one header',
    HEAD.replace(
      'none',
      'api-key, in: header, name: X-Key, furtherKeys: { appKey: { in: header, name: x-key } }',
    ),
    ['4:93: auth.furtherKeys.appKey.name names the header "x-key", which has another key already.'],
  ],
  [
    'a fixed header that a key would replace',
    `${HEAD.replace('none', 'api-key, in: header, name: X-Key')}headers: { x-key: fixed }\n`,
    ['4:43: auth.name names the header "x-key", which has a fixed value already.'],
  ],
  ...(
    [
      ['header', 'headers: { x-KEY: fixed }'],
      ['header', 'parameters: [{ in: header, name: X-key, constant: fixed }]'],
      ['query', 'parameters: [{ in: query, name: X-Key, constant: fixed }]'],
      ['cookie', 'parameters: [{ in: cookie, name: X-Key, constant: fixed }]'],
    ] as const
  ).map(([place, request]): [string, string, string[]] => [
    `a ${place} of a tool that a key would replace: ${request}`,
    `${HEAD.replace('none', `api-key, in: ${place}, name: X-Key`)}tools:
  - name: get_me
    description: Me.
    inputSchema: { type: object }
    request: { method: GET, path: /me, ${request} }
`,
    [
      `4:${37 + place.length}: auth.name names the ${place} "${place === 'header' ? 'x-key' : 'X-Key'}", which has a value of tool "get_me" already.`,
    ],
  ]),
  [
    'a key in the bodies of a protocol',
    'name: acme\ndescription: A.\nkind: mcp\nserver: https://mcp.acme.dev\nauth: { style: api-key, in: body, name: token }\n',
    ['5:29: auth.in is not possible: bodies are those of the protocol.'],
  ],
  [
    'an argument that a key replaces, as OpenAPI documents declare it',
    `${HEAD.replace('none', 'api-key, in: header, name: X-Client-Id')}tools:
  - name: get_me
    description: Me.
    inputSchema: { type: object, properties: { client: { type: string } } }
    request: { method: GET, path: /me, parameters: [{ in: header, name: X-Client-Id, argument: client }] }
`,
    [],
  ],
  ...['apiKey', 'baseUrl', 'server', 'App-Key', 'appKEY'].map((key): [string, string, string[]] => [
    `a further key with the name ${key}`,
    HEAD.replace(
      'none',
      `api-key, in: query, name: k, furtherKeys: { ${key}: { in: query, name: t } }`,
    ),
    [
      `4:60: auth.furtherKeys.${key} must be a name in camelCase that no other variable of the provider has, such as "appKey".`,
    ],
  ]),
])('%s', async (_, text, lines) => {
  expect(await errorsOf(text)).toEqual(lines.map((line) => `acme.yaml:${line}`));
});
