import { expect, it } from 'vitest';
import { closureOf } from '../../src/commands/eject/closure.js';
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
