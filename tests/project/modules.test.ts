import { describe, expect, it } from 'vitest';
import type { Resolution } from '../../src/model/code.js';
import { fileOf, projectOf } from './disk.js';

const words = (found: Resolution) =>
  found.is === 'file'
    ? found.file.logicalPath
    : found.is === 'package'
      ? [`package ${found.name}`, found.subpath].filter(Boolean).join(' ')
      : found.is === 'builtin'
        ? `builtin ${found.name}`
        : 'missing';

const TREE = {
  'src/a.ts': '',
  'src/b.tsx': '',
  'src/c.mts': '',
  'src/d.js': '',
  'src/dir/index.ts': '',
  'src/dir.ts': '',
  'src/other/index.js': '',
  'src/core/http.ts': '',
  'tsconfig.json': `{
    "compilerOptions": { "outDir": "./out", "paths": { "@/*": ["./nowhere/*", "./src/*"], "exact": ["./src/a.ts"] } }, // comment
  }`,
  'package.json':
    '{ "imports": { "#core/*": "./out/core/*", "#both": { "types": "./x.d.ts", "default": "./src/a.ts" } } }',
};

it.each<[specifier: string, expected: string]>([
  ['./a.js', 'src/a.ts'],
  ['./a', 'src/a.ts'],
  ['./a.ts', 'src/a.ts'],
  ['./b.js', 'src/b.tsx'],
  ['./b.jsx', 'src/b.tsx'],
  ['./c.mjs', 'src/c.mts'],
  ['./d.js', 'src/d.js'],
  ['./dir', 'src/dir.ts'],
  ['./dir/index.js', 'src/dir/index.ts'],
  ['./other', 'src/other/index.js'],
  ['.', 'missing'],
  ['../src/a.js', 'src/a.ts'],
  ['../../a.js', 'missing'],
  ['./missing.js', 'missing'],
  ['@/a.js', 'src/a.ts'],
  ['@/core/http.js', 'src/core/http.ts'],
  ['exact', 'src/a.ts'],
  ['#core/http.js', 'src/core/http.ts'],
  ['#both', 'src/a.ts'],
  ['#none', 'missing'],
  ['zod', 'package zod'],
  ['zod/v4', 'package zod v4'],
  ['@scope/name/sub/path.js', 'package @scope/name sub/path.js'],
  ['node:fs/promises', 'builtin fs/promises'],
  ['fs', 'builtin fs'],
])('%s is %s', async (specifier, expected) => {
  const project = await projectOf(TREE);
  expect(words(project.modules.resolve(fileOf(project, 'src/a.ts'), specifier))).toBe(expected);
});

it('resolves from baseUrl', async () => {
  const project = await projectOf({
    'tsconfig.json': '{ "compilerOptions": { "baseUrl": "src" } }',
    'src/a.ts': '',
  });
  expect(words(project.modules.resolve(fileOf(project, 'src/a.ts'), 'a.js'))).toBe('src/a.ts');
  expect(words(project.modules.resolve(fileOf(project, 'src/a.ts'), 'zod'))).toBe('package zod');
});

describe('the graph', () => {
  const tree = {
    'src/entry.ts': "import './a.js'; import type { T } from './types.js'; export * from './b.js';",
    'src/a.ts':
      "import './entry.js'; const load = (name: string) => import(`./plugins/${name}.js`);",
    'src/b.ts': "void import('./late.js'); void import(where());",
    'src/late.ts': "require('./old.cjs')",
    'src/old.cjs': '',
    'src/types.ts': '',
    'src/plugins/one.ts': '',
    'src/plugins/two.ts': '',
    'src/plugins/deep/three.ts': '',
  };

  it.each([
    [false, ['src/a.ts', 'src/b.ts', 'src/entry.ts']],
    [
      true,
      [
        'src/a.ts',
        'src/b.ts',
        'src/entry.ts',
        'src/late.ts',
        'src/old.cjs',
        'src/plugins/one.ts',
        'src/plugins/two.ts',
      ],
    ],
  ])('is followed, dynamic imports: %s', async (dynamic, expected) => {
    const project = await projectOf(tree);
    const reached = project.modules.reachable(fileOf(project, 'src/entry.ts'), { dynamic });
    expect([...reached].map(({ path }) => path).sort()).toEqual(expected);
  });

  it('says where nobody can tell', async () => {
    const project = await projectOf(tree);
    const [, blind] = project.modules.imports(fileOf(project, 'src/b.ts'));
    expect(blind).toMatchObject({ fact: { specifier: null }, to: [] });
  });

  it('is followed backwards', async () => {
    const project = await projectOf(tree);
    const importers = (path: string) =>
      project.modules.importers(fileOf(project, path)).map((file) => file.path);
    expect(importers('src/a.ts')).toEqual(['src/entry.ts']);
    expect(importers('src/plugins/one.ts')).toEqual(['src/a.ts']);
    expect(importers('src/types.ts')).toEqual([]);
  });
});
