import { transformSync } from 'esbuild';
import { expect, it } from 'vitest';
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
