import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';
import { printCode } from '../../src/codegen/print/layout.js';
import type { ToolSpec } from '../../src/model/spec.js';
import { fixtureConstants } from '../../src/render/fixture/constants.js';
import { rendered } from './rendered.js';

const HEAD = { name: 'acme', description: 'Acme.', auth: { style: 'none' } };
const FILES = { ...HEAD, kind: 'files', storage: 'data' };
const API = { ...HEAD, baseUrl: 'https://api.acme.dev' };

const node = {
  type: 'object',
  properties: { next: { $ref: '#/$defs/node' } },
} as const;

/** esbuild rejects a JavaScript module that declares a name twice, or declares one that it imports. */
function checkNames(path: string, text: string): void {
  const { code } = transformSync(text, {
    loader: 'ts',
    sourcefile: path,
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  transformSync(code, { sourcefile: path });
}

it.each<[string, object]>([
  [
    'a resource like a function of the runtime',
    {
      ...FILES,
      resources: [{ name: 'text', uri: 'docs://text', mimeType: 'text/plain', file: 'a.txt' }],
    },
  ],
  [
    'a tool like the schema of a definition',
    {
      ...API,
      tools: [
        {
          name: 'node_input',
          description: 'One node.',
          inputSchema: {
            type: 'object',
            properties: { node: { $ref: '#/$defs/node' } },
            $defs: { node },
          },
          request: { method: 'POST', path: '/nodes' },
        },
      ],
    },
  ],
  [
    'a schema like a tool that returns it',
    {
      ...API,
      tools: ['room_update', 'get_room'].map((name) => ({
        name,
        description: 'One room.',
        inputSchema: { type: 'object', properties: {} },
        outputSchema: {
          type: 'object',
          properties: { id: { type: 'string' }, floor: { type: 'string' } },
          'x-component': 'RoomUpdate',
        },
        request: { method: 'POST', path: '/rooms' },
      })),
    },
  ],
])('%s gets a name of its own', (_, draft) => {
  const files = rendered(draft);
  for (const { path, text } of files.filter((file) => file.path.endsWith('.ts')))
    expect(() => {
      checkNames(path, text);
    }).not.toThrow();
});

const PART = { text: 'Reported by the front desk.', level: 'high' };
const WHOLE = { id: 1, title: 'The door of room 3', parts: [PART] };
const OTHER = { id: 2, title: 'A light in the hall', parts: [PART] };
const NOTE = { author: 'Ada', text: 'Reported by the front desk.' };
const ROW_2 = { id: 2, text: 'Reported by the night shift.', c: 4 };
const ROW = { id: 1, text: 'Reported by the front desk.', c: 2 };

it.each([
  ['what only a repeated object contains has no name', [WHOLE, WHOLE], ['thing']],
  ['what several contain is declared before them', [WHOLE, WHOLE, OTHER], ['part', 'thing']],
  ['a result can have one member more', [WHOLE, { ...WHOLE, response_headers: {} }], ['thing']],
  ['what is there once has no name', [WHOLE, {}], []],
  ['what only wraps another one has no name', [{ data: ROW }, { data: ROW }], ['thing']],
  ['rows of one form are numbered', [ROW, ROW, ROW_2, ROW_2], ['thing', 'thing2']],
  [
    'what has another form is named after the tool',
    [ROW, ROW, NOTE, NOTE],
    ['thing', 'getThingResponse'],
  ],
  [
    'what has another form with all members of the first is full',
    [ROW, ROW, { ...ROW, ...NOTE, d: 3 }, { ...ROW, ...NOTE, d: 3 }],
    ['thing', 'fullThing'],
  ],
  [
    'what has another form and is a part is named after the whole',
    [
      [{ part: PART }, { part: PART }],
      [{ part: NOTE }, { part: NOTE }],
    ].flat(),
    ['part', 'thingPart'],
  ],
])('constants of a test: %s', (_, results, names) => {
  const constants = constantsIn(results);
  constants.code(results);
  expect(constants.used().map(({ name }) => name)).toEqual(names);
});

it.each([
  [{ ...ROW, c: 3 }, '{ ...thing, c: 3 }'],
  [{ ...ROW, d: 4 }, '{ ...thing, d: 4 }'],
  [{ ...ROW, id: 2 }, '{ ...thing, id: 2 }'],
])('what differs little from a constant is written with it: %j', (value, source) => {
  expect(printCode(constantsIn([ROW, ROW]).code(value))).toBe(source);
});

function constantsIn(results: readonly object[]) {
  const tool = { name: 'get_thing', inputSchema: { type: 'object' } } as ToolSpec;
  const rows = results.map((result) => ({ tool, row: { result }, list: undefined }));
  return fixtureConstants(rows, []);
}
