import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, inject, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { run as runProgram } from '../support/run.js';
import { ROOT, run } from './spawn.js';

declare module 'vitest' {
  interface ProvidedContext {
    bundles: Readonly<Record<string, readonly string[]>>;
  }
}

const ACME = [
  ...['--name', 'acme', '--description', 'Rooms of Acme', '--base-url', 'https://api.acme.dev'],
  ...['--auth', 'none', '--tool', 'get_room: One room', '--request', 'GET /rooms/{room_id}'],
];

/** The scripts that a run loads, from the root of the repository; Node notes them where it is asked for coverage. */
async function scriptsOf(started: (env: Record<string, string>) => Promise<unknown>) {
  const folder = temporaryFolder();
  await started({ NODE_V8_COVERAGE: folder });
  const reports = await Promise.all(
    (await readdir(folder)).map(async (name) => readFile(join(folder, name), 'utf8')),
  );
  return reports
    .flatMap((report) => (JSON.parse(report) as { result: { url: string }[] }).result)
    .flatMap(({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : []))
    .map((path) => relative(ROOT, path).split(sep).join('/'));
}

/** Every source that a run loads, bundled or not. */
async function loadedBy(args: string[]): Promise<string[]> {
  const bundles = inject('bundles');
  const scripts = await scriptsOf((env) => run(args, { env }));
  return scripts.flatMap((path) => [path, ...(bundles[path] ?? [])]);
}

const packagesAmong = (sources: string[]) =>
  new Set(sources.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));

it('loads for the help commander and what finds misspelt words, and no other package', async () => {
  const sources = await loadedBy(['--help']);
  expect(sources).toContain('src/commands/schema/command.ts');
  expect(packagesAmong(sources)).toEqual(new Set(['commander', 'fastest-levenshtein']));
});

it.each([[['create', '--help']], [['list']]])('loads for %j nothing that renders', async (args) => {
  expect(packagesAmong(await loadedBy(args))).not.toContain('zod');
});

it('loads a command when it runs', async () => {
  expect(await loadedBy(['--help'])).not.toContain('src/commands/schema/run.ts');
  expect(await loadedBy(['schema'])).toContain('src/commands/schema/run.ts');
});

it('loads the readers of YAML and OpenAPI only for documents', async () => {
  const sources = await loadedBy(['create', 'acme-mcp', ...ACME, '--yes', '--dry-run']);
  expect(sources).toContain('src/commands/create/run.ts');
  expect(sources.filter((path) => path.startsWith('src/openapi/'))).toEqual([]);
  expect(packagesAmong(sources)).not.toContain('yaml');
});

it.each([
  [false, ACME],
  [true, ['--name', 'acme', '--preset', 'github']],
  [true, ['--from', 'github']],
  [true, ['--spec', 'examples/specs/google_chat.yaml']],
])('loads the presets for a known service only: %s for %j', async (isKnown, described) => {
  const sources = await loadedBy(['create', 'acme-mcp', ...described, '--yes', '--dry-run']);
  expect(sources).toContain('src/sources/describe-by-options.ts');
  expect(sources.includes('src/presets/register.gen.ts')).toBe(isKnown);
});

it.each([
  [
    'import',
    ['import', 'openapi', '--check'],
    'updates/openapi',
    /^src\/updates\/(database|mcp)\.ts/,
  ],
  ['validate', ['validate', 'examples/weather'], 'rules/run', /^src\/(presets|styles)\/(?!ids)/],
])('loads for %s what it needs', async (_, args, needed, unneeded) => {
  const sources = await loadedBy(args);
  expect(sources).toContain(`src/${needed}.ts`);
  expect(sources.filter((path) => unneeded.test(path))).toEqual([]);
});

/** Of our modules, as few as before each command had its own room, and 3 % more. */
it.each<{ args: string[]; before: number; most?: number; change?: [string, string] }>([
  { args: ['--help'], before: 60 },
  { args: ['add-agent', '--instructions', 'You find rooms.'], before: 304 },
  { args: ['add-feature', 'docker'], before: 310 },
  {
    args: ['add-prompt', 'sum_up', '--provider', 'rooms', '--text', 'Sum up.'],
    before: 325,
    most: 352,
  },
  { args: ['add-provider', ...ACME], before: 337, most: 388 },
  { args: ['add-tool', 'GET /halls', '--provider', 'rooms'], before: 328, most: 367 },
  { args: ['config', 'cursor'], before: 265 },
  { args: ['create', 'acme-mcp', ...ACME], before: 340, most: 377 },
  { args: ['import', 'openapi', '--check'], before: 491, most: 412 },
  { args: ['import', 'openapi'], before: 491, most: 413, change: ['Book room', 'Reserve room'] },
  { args: ['list'], before: 134 },
  { args: ['remove-provider', 'rooms'], before: 346, most: 370 },
  { args: ['remove-tool', 'get_room'], before: 357 },
  { args: ['rename-argument', 'list_rooms', 'seats', 'places'], before: 357 },
  { args: ['rename-provider', 'rooms', 'halls'], before: 345, most: 360 },
  { args: ['rename-tool', 'get_room', 'read_room'], before: 357, most: 386 },
  { args: ['schema'], before: 229, most: 241 },
  { args: ['validate'], before: 232, most: 246 },
])('loads few modules for $args.0', async ({ args, before, most = before * 1.03, change }) => {
  const program = join(ROOT, 'tests', 'cli', 'program.ts');
  const writes = /^(add|create|remove|rename)/.test(args[0] ?? '') ? ['--yes', '--dry-run'] : [];
  const command = ['--import', import.meta.resolve('tsx'), program, ...args, ...writes];
  const examples = change ? await examplesWith(...change) : join(ROOT, 'examples');
  const cwd = join(examples, 'city');
  const TSX_TSCONFIG_PATH = join(ROOT, 'tsconfig.json');
  const scripts = await scriptsOf(async (env) => {
    const ended = await runProgram(process.execPath, command, {
      cwd,
      env: { ...env, TSX_TSCONFIG_PATH },
    });
    expect(ended).toMatchObject({ code: 0 });
  });
  const own = new Set(scripts.filter((path) => /^(runtime\/)?src\//.test(path)));
  expect(own).toContain('src/cli/main.ts');
  expect(own.size).toBeLessThanOrEqual(most);
  // The compiler takes as long as all the rest.
  const compiler = scripts.filter((path) => path.includes('node_modules/ts-morph/'));
  if (args[0] === 'add-tool') expect(compiler).toEqual([]);
});

/** The examples, with a text in a document replaced. */
async function examplesWith(text: string, other: string): Promise<string> {
  const folder = temporaryFolder();
  for (const name of ['city', 'specs'])
    await cp(join(ROOT, 'examples', name), join(folder, name), { recursive: true });
  const document = join(folder, 'specs', 'rooms.openapi.yaml');
  const was = await readFile(document, 'utf8');
  expect(was).toContain(text);
  await writeFile(document, was.replace(text, other));
  return folder;
}

/** They take a tenth of the time that Node itself needs to start. */
const HEAVY = ['crypto', 'net', 'http', 'https', 'tls', 'dns', 'child_process', 'worker_threads'];

it.each([
  ['the help', ['--help'], []],
  // Its record has the digest of each file.
  [
    'a new project',
    ['create', 'acme-mcp', '--demo', '--yes', '--dry-run', '--no-install'],
    ['crypto'],
  ],
])('requires for %s no part of Node that takes long to load', async (_, args, needed) => {
  const before = `
    import Module from 'node:module';
    const load = Module._load;
    const required = [];
    Module._load = (name, ...rest) => {
      required.push(name.replace('node:', ''));
      return load(name, ...rest);
    };
    process.on('exit', () => process.stdout.write('REQUIRED ' + required));`;
  const { stdout } = await run(args, { before });
  const required = stdout.split('REQUIRED ')[1]?.split(',') ?? [];
  expect(required).toContain('fs');
  expect(required.filter((name) => HEAVY.includes(name))).toEqual(needed);
});

it('says how to build a clone that is not built', async () => {
  const clone = temporaryFolder();
  await cp(join(ROOT, 'bin'), join(clone, 'bin'), { recursive: true });
  const args = [join(clone, 'bin', 'create-mcp-provider.cjs'), '--version'];
  expect(await runProgram(process.execPath, args, { cwd: clone })).toEqual({
    code: 2,
    stdout: '',
    stderr: `This clone of create-mcp-provider is not built. Run "npm ci && npm run build" in "${clone}" and the command again.\n`,
  });
});
