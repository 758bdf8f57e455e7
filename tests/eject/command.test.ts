import { createTarGzip } from 'nanotar';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { renderProject } from '../../src/render/project.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { runProgram } from '../grow/machine.js';

const VERSION = '0.2.0';

/** A runtime with the same entries as the real one, and hardly any code. */
const SOURCES: Record<string, string> = {
  'index.ts': `export * from './authoring.js';`,
  'authoring.ts': `import 'yaml';`,
  'api.ts': `import './authoring.js';`,
  'auth.ts': `export {};`,
  'server.ts': `import 'node:http';\nimport 'jose';`,
  'oauth.ts': `import 'openid-client';`,
  'testing/index.ts': `import 'vitest';\nimport '../api.js';`,
};

async function archive(version = VERSION) {
  const entry = (path: string) => ({ default: `./dist/${path}.js` });
  const manifest = {
    version,
    dependencies: { jose: '^6.2.17', yaml: '^2.9.1' },
    peerDependencies: { 'openid-client': '^6.8.9', zod: '^4.2.0' },
    exports: {
      '.': entry('index'),
      './api': entry('api'),
      './auth': entry('auth'),
      './oauth': entry('oauth'),
      './server': entry('server'),
      './testing': entry('testing/index'),
      './package.json': './package.json',
    },
  };
  const files = {
    'package.json': JSON.stringify(manifest),
    'tsconfig.project.json': JSON.stringify({ compilerOptions: { strict: true } }),
    ...Object.fromEntries(Object.entries(SOURCES).map(([path, text]) => [`src/${path}`, text])),
  };
  const items = Object.entries(files).map(([name, data]) => ({ name, data }));
  return createTarGzip(items);
}

/** `eject` in the golden project `weather`, with other files of the test. */
async function eject(
  { changed = {}, version = VERSION }: { changed?: Record<string, string>; version?: string },
  ...flags: string[]
) {
  const [weather] = goldenProjects.filter(({ name }) => name === 'weather');
  const rendered = renderProject(await projectSpec(weather!));
  const tree: Record<string, string> = { ...changed };
  for (const { path, text } of rendered) tree[path] ??= text;
  const files = memoryFiles(
    Object.fromEntries(
      Object.entries(tree).map(([path, text]) => [`/home/ann/acme/${path}`, text]),
    ),
  );
  const before = files.texts();
  const machine = { files, cwd: '/home/ann/acme', runtimeSources: await archive(version) };
  const outcome = await runProgram(['eject', '--yes', ...flags], machine);
  const texts = files.texts();
  return { ...outcome, before, texts, text: (path: string) => texts[`/home/ann/acme/${path}`] };
}

it('copies what the project uses, and nothing else', async () => {
  const { exit, text, texts } = await eject({});
  expect(exit).toBe(0);
  expect(text('AGENTS.md')).toContain('with its runtime in `src/core`');
  expect(text('AGENTS.md')).not.toMatch(/`mcp-provider`( package|\.)/);
  expect(text('src/core/README.md')).toContain(`# mcp-provider ${VERSION}\n`);
  expect(
    Object.keys(texts).filter((path) => /^\/home\/ann\/acme\/src\/core\/.*\.ts$/.test(path)),
  ).toEqual(
    ['api', 'auth', 'authoring', 'index', 'server', 'testing/index'].map(
      (path) => `/home/ann/acme/src/core/${path}.ts`,
    ),
  );
  expect(text('src/server.ts')).toContain(`import { runServer } from './core/server.js';`);
  const { dependencies } = JSON.parse(text('package.json') ?? '') as { dependencies: object };
  expect(Object.keys(dependencies)).toEqual(['jose', 'yaml', 'zod']);
  expect(JSON.parse(text('tsconfig.json') ?? '')).toEqual({
    compilerOptions: { strict: true },
    include: ['src', 'tests'],
  });
});

it('shows the plan and writes nothing with --dry-run', async () => {
  const { exit, stdout, before, texts } = await eject({}, '--dry-run');
  expect(exit).toBe(0);
  expect(stdout).toContain('authoring.ts');
  expect(texts).toEqual(before);
});

it('installs, unless --no-install says otherwise', async () => {
  expect((await eject({})).ran).toEqual(['npm install']);
  const without = await eject({}, '--no-install');
  expect(without.ran).toEqual([]);
  expect(without.stdout).toContain('npm install');
});

it('names the packed runtime that is not used any more', async () => {
  const { stdout } = await eject({
    changed: { 'vendor/mcp-provider-0.2.0-0a1b2c3d.tgz': 'packed' },
  });
  expect(stdout).toContain('rm vendor/mcp-provider-0.2.0-0a1b2c3d.tgz');
});

it('keeps the compiler options of the project', async () => {
  const changed = {
    'tsconfig.json': `{ "extends": "mcp-provider/tsconfig.json", "compilerOptions": { "strict": false } }\n`,
  };
  const { text } = await eject({ changed });
  expect(JSON.parse(text('tsconfig.json') ?? '')).toEqual({ compilerOptions: { strict: false } });
});

it('keeps byte order marks', async () => {
  const marked = ['package.json', 'tsconfig.json', 'src/server.ts', 'AGENTS.md'];
  const { text: plain } = await eject({});
  const [weather] = goldenProjects.filter(({ name }) => name === 'weather');
  const rendered = renderProject(await projectSpec(weather!));
  const changed = Object.fromEntries(
    rendered
      .filter(({ path }) => marked.includes(path))
      .map(({ path, text }) => [path, `\uFEFF${text}`]),
  );
  const { exit, text } = await eject({ changed });
  expect(exit).toBe(0);
  for (const path of marked) expect(text(path)).toBe(`\uFEFF${plain(path)}`);
});

it('names the command of the version that the project uses', async () => {
  const { stderr } = await eject({ version: '0.3.0' });
  expect(stderr).toContain('Run "npx -p create-mcp-provider@0.2.0 mcp-provider eject"');
});

describe('refuses', () => {
  it.each([
    {
      what: 'a second time',
      given: { changed: { 'src/core/authoring.ts': 'export {};' } },
      code: 'eject/done',
    },
    {
      what: 'other files in src/core',
      given: { changed: { 'src/core/mine.ts': 'export {};' } },
      code: 'eject/folder-in-use',
    },
    { what: 'another version', given: { version: '0.3.0' }, code: 'eject/other-version' },
    {
      what: 'a package.json with comments',
      given: {
        changed: { 'package.json': '{ "dependencies": { "mcp-provider": "0.2.0" } /* a */ }' },
      },
      code: 'eject/manifest',
    },
    {
      what: 'an import of what is not code',
      given: { changed: { 'src/a.ts': `import 'mcp-provider/package.json';\n` } },
      code: 'eject/no-source',
    },
    {
      what: 'a tsconfig.json with comments',
      given: {
        changed: { 'tsconfig.json': '{ "extends": "mcp-provider/tsconfig.json", /* a */ }' },
      },
      code: 'eject/tsconfig',
    },
    {
      what: 'a tsconfig.json with several bases',
      given: { changed: { 'tsconfig.json': '{ "extends": ["mcp-provider/tsconfig.json"] }' } },
      code: 'eject/tsconfig',
    },
  ])('$what', async ({ given, code }) => {
    const { exit, stderr, before, texts } = await eject(given);
    expect(exit).toBe(2);
    expect(stderr).toContain(code);
    expect(texts).toEqual(before);
  });
});
