import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTarGzip } from 'nanotar';
import { expect, it } from 'vitest';
import { closureOf } from '../../src/commands/eject/core.js';
import { memoryFiles } from '../host/memory.js';
import { goldenFiles, goldenProjects, type GoldenProject } from '../golden/projects.js';
import { runProgram } from '../grow/machine.js';

const runtime = join(import.meta.dirname, '..', '..', 'runtime');
const root = join(runtime, 'src');
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

const PROVIDER = ['index.ts', 'server.ts', 'auth.ts', 'testing/index.ts'];
const BASE = [
  '@cfworker/json-schema',
  '@modelcontextprotocol/client',
  '@modelcontextprotocol/server',
  'jose',
  'vitest',
  'yaml',
  'zod',
];

it.each([
  { what: 'an API', entries: [...PROVIDER, 'api.ts'], more: [] },
  {
    what: 'OAuth',
    entries: [...PROVIDER, 'api.ts', 'oauth.ts', 'testing/oauth-sign-ins.ts'],
    more: ['openid-client'],
  },
  {
    what: 'files',
    entries: [...PROVIDER, 'files.ts', 'testing/files.ts'],
    more: [],
  },
  {
    what: 'SQLite',
    entries: [...PROVIDER, 'sql/sqlite.ts', 'testing/sql/sqlite.ts'],
    more: ['libsql'],
  },
  {
    what: 'PostgreSQL',
    entries: [...PROVIDER, 'sql/postgres.ts', 'testing/sql/postgres.ts'],
    more: ['pg'],
  },
  {
    what: 'MySQL',
    entries: [...PROVIDER, 'sql/mysql.ts', 'testing/sql/mysql.ts'],
    more: ['mysql2'],
  },
])('a project of $what gets no packages of others', ({ entries, more }) => {
  const { packages } = closureOf(sources, entries);
  expect([...packages].toSorted()).toEqual([...BASE, ...more].toSorted());
});

/** The packed runtime, as another version. */
async function archive(version: string) {
  const manifest = JSON.parse(readFileSync(join(runtime, 'package.json'), 'utf8')) as object;
  const settings = readFileSync(join(runtime, 'tsconfig.project.json'), 'utf8');
  const texts = [
    ['package.json', JSON.stringify({ ...manifest, version })] as const,
    ['tsconfig.project.json', settings] as const,
    ...Array.from(sources, ([path, text]) => [`src/${path}`, text] as const),
  ];
  const items = texts.map(([name, data]) => ({ name, data }));
  return createTarGzip(items);
}

/** Commands in a golden project, whose runtime has a version of its own. */
async function inGolden(project: GoldenProject) {
  const rendered = await goldenFiles(project);
  const files = memoryFiles(
    Object.fromEntries(rendered.map(({ path, text }) => [`/home/ann/acme/${path}`, text])),
  );
  const run = async (version: string, ...words: string[]) =>
    runProgram(words, { files, cwd: '/home/ann/acme', runtimeSources: await archive(version) });
  return { files, run };
}

it.each(goldenProjects)('examples/$name, ejected, passes validate', async (project) => {
  const { run } = await inGolden(project);
  expect(await run('0.2.0', 'eject', '--yes', '--no-install')).toMatchObject({ exit: 0 });
  const { exit, stdout } = await run('0.2.0', 'validate', '--fail-on', 'warning');
  expect(stdout).toContain('No problems found');
  expect(exit).toBe(0);
});

it('later adds what is missing, of the same version only', async () => {
  const [weather] = goldenProjects.filter(({ name }) => name === 'weather');
  const { files, run: runIn } = await inGolden(weather!);
  const run = (version: string, ...words: string[]) =>
    runIn(version, ...words, '--yes', '--no-install');
  expect(await run('0.2.0', 'eject')).toMatchObject({ exit: 0 });
  const before = files.texts();
  const add = ['add-provider', 'drive', '--auth', 'oauth2', '--preset', 'google'];
  add.push('--description', 'Files.', '--base-url', 'https://drive.example.com');
  const mixed = await run('0.3.0', ...add);
  expect(mixed).toMatchObject({ exit: 2 });
  expect(mixed.stderr).toContain('eject/mixed-versions');
  expect(mixed.error?.hint).toContain(
    'Run "npx -p create-mcp-provider@0.2.0 mcp-provider add-provider --name drive ',
  );
  expect(files.texts()).toEqual(before);
  expect(await run('0.2.0', ...add)).toMatchObject({ exit: 0 });
  expect(Object.keys(files.texts())).toContain('/home/ann/acme/src/core/oauth.ts');
});
