import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { projectOf } from '../project/disk.js';
import { goldens } from './mutate.js';

const { texts } = goldens.find(({ name }) => name === 'issues')!;
const SPECIFIER = /'mcp-provider(\/[^']*)?'/g;
const GET = 'src/providers/issues/api/get-issue.ts';
const modules = new Set(
  Object.entries(texts).flatMap(([path, text]) =>
    path.startsWith('src/') ? Array.from(text.matchAll(SPECIFIER), ([, sub = '']) => sub) : [],
  ),
);

/** Modules of the project that export what those of the runtime do. */
const barrels = (folder: string) =>
  Object.fromEntries(
    Array.from(modules, (sub) => [
      `${folder}${sub || '/index'}.ts`,
      `export * from 'mcp-provider${sub}';\n`,
    ]),
  );
const manifest = (change: (text: string) => string) => ({
  'package.json': change(texts['package.json']!),
});
const withImports = (imports: object) =>
  manifest((text) => text.replace('{', `{ "imports": ${JSON.stringify(imports)},`));
const withPaths = (paths: object) => ({
  'tsconfig.json': JSON.stringify({
    extends: 'mcp-provider/tsconfig.json',
    compilerOptions: { paths },
    include: ['src', 'tests'],
  }),
});
const kit = (exports: object) => ({
  ...barrels('packages/kit/src'),
  'packages/kit/package.json': JSON.stringify({ name: '@acme/kit', type: 'module', exports }),
  ...manifest((text) => text.replace('"mcp-provider"', '"@acme/kit": "1.0.0", "mcp-provider"')),
});

describe.each<[string, as: string, files: Record<string, string>]>([
  [
    'an import of the package',
    '#kit',
    withImports({ '#kit': 'mcp-provider', '#kit/*': 'mcp-provider/*' }),
  ],
  [
    'an import by condition',
    '#kit',
    withImports({ '#kit': { node: 'mcp-provider' }, '#kit/*': { default: 'mcp-provider/*' } }),
  ],
  [
    'a path of the compiler',
    '@kit',
    withPaths({
      '@kit': ['./node_modules/mcp-provider/dist/index.d.ts'],
      '@kit/*': ['./node_modules/mcp-provider/dist/*'],
    }),
  ],
  ['any path of the compiler', 'mcp-provider', withPaths({ '*': ['./types/*'] })],
  [
    'another name in package.json',
    'kit',
    manifest((text) => text.replace('"mcp-provider": "', '"kit": "npm:mcp-provider@')),
  ],
  [
    'modules of the project',
    '#kit',
    {
      ...barrels('src/kit'),
      ...withImports({ '#kit': './dist/kit/index.js', '#kit/*': './dist/kit/*.js' }),
    },
  ],
  ['a package of the workspace', '@acme/kit', kit({ '.': './src/index.ts', './*': './src/*.ts' })],
  [
    'a built package of the workspace',
    '@acme/kit',
    kit({ '.': { types: './dist/index.d.ts' }, './*': { default: './dist/*.js' } }),
  ],
])('the runtime by %s', (_, as, files) => {
  const renamed = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [
      path,
      path.startsWith('src/') ? text.replace(SPECIFIER, (__, sub = '') => `'${as}${sub}'`) : text,
    ]),
  );
  const findings = async (changed: Record<string, string>) => {
    const outcome = run(await projectOf({ ...renamed, ...files, ...changed }), rules);
    expect(outcome.failures).toEqual([]);
    return outcome.findings.map(({ rule, file }) => `${rule} ${file}`);
  };

  it('is understood', async () => {
    expect(await findings({})).toEqual([]);
  });

  it.each([
    ['security/raw-path', 'path: path`', 'path: `'],
    [
      'contract/unauthenticated-call',
      '  const response',
      "  await fetch('https://a.example/');\n  const response",
    ],
  ])('has the defect %s', async (rule, find, put) => {
    expect(await findings({ [GET]: renamed[GET]!.replace(find, put) })).toContain(`${rule} ${GET}`);
  });
});
