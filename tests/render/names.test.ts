import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';
import type { ToolSpec } from '../../src/model/spec.js';
import { constantsOf } from '../../src/render/fixture/constants.js';
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
])('%s gets a name of its own', (_, draft) => {
  const files = rendered(draft);
  for (const { path, text } of files.filter((file) => file.path.endsWith('.ts')))
    expect(() => {
      checkNames(path, text);
    }).not.toThrow();
});

it('of objects in objects that several cases have, only those in the source are constants', () => {
  const thing = { id: 1, parts: [{ text: 'Reported by the front desk.', level: 'high' }] };
  const row = { arguments: {}, response: thing, result: thing } as never;
  const rows = ['', 'parts'].map((list) => ({
    tool: { name: 'get_thing' } as ToolSpec,
    row,
    list: list || undefined,
  }));
  const constants = constantsOf(rows, []);
  for (const one of rows) constants.code(one.row);
  expect(constants.used()).toEqual([{ name: 'thing', value: thing }]);
});
