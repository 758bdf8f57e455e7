import { expect, it } from 'vitest';
import { closureOf } from '../../src/commands/eject/core.js';
import { importsRewritten } from '../../src/commands/eject/imports.js';

const entries = new Map([
  ['mcp-provider', 'index.ts'],
  ['mcp-provider/testing', 'testing/index.ts'],
]);

it('rewrites imports to paths of src/core and keeps line ends', () => {
  const text = `import { runServer } from 'mcp-provider';\r\nawait import("mcp-provider/testing");\r\n`;
  expect(importsRewritten('src/providers/acme/a.ts', text, entries)).toBe(
    `import { runServer } from '../../core/index.js';\r\nawait import("../../core/testing/index.js");\r\n`,
  );
  expect(importsRewritten('tests/a.test.ts', text, entries)).toContain(`'../src/core/index.js'`);
});

it.each([
  [`import type { A } from 'mcp-provider';`, `import type { A } from '../core/index.js';`],
  [`export * from "mcp-provider/testing";`, `export * from "../core/testing/index.js";`],
  [`type A = import('mcp-provider').A;`, `type A = import('../core/index.js').A;`],
  [`vi.mock('mcp-provider', fake);`, `vi.mock('../core/index.js', fake);`],
  [
    `const all = await vi.importActual('mcp-provider');`,
    `const all = await vi.importActual('../core/index.js');`,
  ],
  [`// import 'mcp-provider';`, `// import 'mcp-provider';`],
  ['const text = `\nimport "mcp-provider";\n`;', 'const text = `\nimport "mcp-provider";\n`;'],
])('%s', (text, expected) => {
  expect(importsRewritten('src/x/a.ts', text, entries)).toBe(expected);
});

it('keeps other modules and strings', () => {
  const text = `import 'mcp-provider-x';\nconst name = 'mcp-provider';\n`;
  expect(importsRewritten('src/a.ts', text, entries)).toBe(text);
});

it('finds the sources and packages that an entry needs', () => {
  const sources = new Map([
    ['index.ts', `export * from './a/b.js';`],
    ['a/b.ts', `import { z } from 'zod';\nimport '../index.js';\nimport 'node:fs';`],
    ['other.ts', `import '@scope/name/part';`],
  ]);
  const { files, packages } = closureOf(sources, ['index.ts']);
  expect([[...files], [...packages]]).toEqual([['index.ts', 'a/b.ts'], ['zod']]);
});
