import { expect, it } from 'vitest';
import { recordedRows } from '../../src/drift/rows.js';
import { readProject } from '../../src/project/read.js';
import { memoryFiles } from '../support/memory.js';

const rowsIn = async (cases: string) => {
  const files = memoryFiles({
    '/p/package.json': '{}',
    '/p/provider-config.yaml': 'providers: { acme: {} }\n',
    '/p/src/providers/acme/mcp-instance.ts': "export const PROVIDER_NAME = 'acme';\n",
    '/p/tests/acme.test.ts': `import { testProvider } from 'mcp-provider/testing';
const room = { id: 'r-1', size: -2 };
testProvider(providers, 'acme', { tools: { get_room: ${cases} } });
`,
  });
  const { rows, leftOut } = recordedRows(await readProject(files, '/p'));
  return [
    ...rows.map((row) => [row.arguments, row.exchanges]),
    ...leftOut.map(({ reason }) => reason),
  ];
};
const request = "request: { method: 'GET', path: '/rooms/1' }";
const read = { method: 'GET', path: '/rooms/1', status: 200 };

it.each<[string, string, unknown[]]>([
  ['other rows', `[{ ${request} }, { title: 'old', ${request} }]`, []],
  [
    'a row',
    `{ title: 'recorded', arguments: { id: 1 }, ${request}, response: { a: [1, null] } }`,
    [[{ id: 1 }, [{ ...read, body: { a: [1, null] } }]]],
  ],
  [
    'a row of a list',
    `[{ ${request} }, { title: 'recorded', ${request}, status: 204 }]`,
    [[{}, [{ ...read, status: 204 }]]],
  ],
  [
    'constants and spreads',
    `[{ title: 'recorded', ${request}, response: { ...room, all: [room] } }]`,
    [[{}, [{ ...read, body: { id: 'r-1', size: -2, all: [{ id: 'r-1', size: -2 }] } }]]],
  ],
  [
    'several requests, and bytes',
    `{ title: 'recorded', requests: [{ method: 'GET', path: '/a', response: 'x' }, { method: 'GET', path: '/b', response: Buffer.from('eA==', 'base64') }] }`,
    [
      [
        {},
        [
          { ...read, path: '/a', body: 'x' },
          { ...read, path: '/b' },
        ],
      ],
    ],
  ],
  [
    'code',
    `{ title: 'recorded', ${request}, response: makeRoom() }`,
    ['It has code in place of values.'],
  ],
  [
    'code in a list',
    `{ title: 'recorded', ${request}, response: [...rooms] }`,
    ['It has code in place of values.'],
  ],
  [
    'a removed secret',
    `{ title: 'recorded', arguments: { key: 'REMOVED' }, ${request} }`,
    ['Its arguments contain "REMOVED" in place of a secret.'],
  ],
  ['no request', `{ title: 'recorded', response: {} }`, ['It has no request with its path.']],
])('reads %s', async (_, cases, rows) => {
  expect(await rowsIn(cases)).toEqual(rows);
});
