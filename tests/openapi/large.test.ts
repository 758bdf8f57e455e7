import { expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { person } from '../support/person.js';
import { PetProject, ROOT } from './pets.js';

const QUIET = ['--yes', '--no-install'];
const importOf = (text: string, ...more: string[]) =>
  runProgram(['create', '/home/ann/out', '--from-openapi', 'api.json', ...QUIET, ...more], {
    files: memoryFiles({ '/home/ann/api.json': text }),
    cwd: '/home/ann',
  });

it.each([
  ['in JSON', `{"openapi":"3.1.0","x":"${'x'.repeat(100_000_000)}"}`],
  ['in YAML', `openapi: 3.1.0\nx: ${'x'.repeat(100_000_000)}\n`],
])('a document of 100 MB %s is rejected before it is read', async (_, text) => {
  const { exit, stderr } = await importOf(text);
  expect([exit, stderr]).toEqual([2, expect.stringContaining('is larger than 32 MB.')]);
});

it('a document with 20,000 operations is rejected by its number of tools', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`/things/${index}`, { get: { responses: {} } }]),
  );
  const info = { title: 'Things' };
  const { exit, stderr } = await importOf(JSON.stringify({ openapi: '3.1.0', info, paths }));
  expect([exit, stderr]).toEqual([2, expect.stringContaining('has 20,000 operations')]);
});

it('the warnings of many operations are summarized, and --json lists all', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `${'things_'.repeat(6)}${index + 10}`);
  const paths = Object.fromEntries(
    names.map((operationId) => [`/${operationId}`, { get: { operationId, responses: {} } }]),
  );
  const about = { info: { title: 'Warehouse' }, servers: [{ url: 'https://api.test' }] };
  const text = JSON.stringify({ openapi: '3.1.0', ...about, paths });
  const { exit, stderr } = await importOf(text, '--no-git', '--dry-run');
  expect([exit, stderr]).toEqual([0, expect.stringContaining('Warnings (30):\n')]);
  expect(stderr).toMatch(
    / GET \/\w+10, .* and 27 other operations: Its name and the provider name have 53 /,
  );
  const { stdout } = await importOf(text, '--no-git', '--dry-run', '--json');
  const { imported } = JSON.parse(stdout) as { imported: { warnings: string[] } };
  expect(imported.warnings).toHaveLength(30);
});

it('a provider that is searched has all operations of a document', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 1_001 }, (_, index) => [`/things/${index}`, { get: { responses: {} } }]),
  );
  const about = { info: { title: 'Things' }, servers: [{ url: 'https://api.test' }] };
  const text = JSON.stringify({ openapi: '3.1.0', ...about, paths });
  const { exit, stderr } = await importOf(text, '--surface', 'search', '--no-git', '--dry-run');
  expect([exit, stderr]).toEqual([0, expect.stringContaining('1001 tools')]);
});

it('import adds a provider that is searched, as its message about many operations says', async () => {
  const paths = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`/things/${index}`, { get: { responses: {} } }]),
  );
  const about = { info: { title: 'Things' }, servers: [{ url: 'https://api.test' }] };
  const project = await PetProject.imported();
  await project.files.write(
    `${ROOT}/api.json`,
    JSON.stringify({ openapi: '3.1.0', ...about, paths }),
  );
  const { exit, stderr } = await project.run('api.json');
  expect([exit, stderr]).toEqual([2, expect.stringContaining('"--surface search"')]);
  expect((await project.run('api.json', '--surface', 'search')).exit).toBe(0);
  expect(await project.text('provider-config.yaml')).toContain('surface: search');
});

it.each<[string, string, string, string, RegExp]>([
  ['search', 'search', '', '--surface search', /50 operations, which a few tools find and call/],
  ['a selection', 'selection', 'get_things_0', '--include get_things_0', /get_things_0 +GET \/t/],
])('a person chooses how a large document is served: %s', async (_, served, tool, flag, shown) => {
  const paths = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`/things/${index}`, { get: { responses: {} } }]),
  );
  const about = { info: { title: 'Things' }, servers: [{ url: 'https://api.test' }] };
  const { asked, notes, questions } = person({
    'What do you want to connect?': 'api.json',
    'How are they served?': served,
    ...(tool !== '' && { Tools: tool }),
  });
  const { exit, stdout } = await runProgram(['create', '--no-install', '--no-git'], {
    files: memoryFiles({
      '/home/ann/api.json': JSON.stringify({ openapi: '3.1.0', ...about, paths }),
    }),
    cwd: '/home/ann',
    questions,
  });
  expect([exit, stdout]).toEqual([0, expect.stringContaining(`--from api.json ${flag}`)]);
  expect(asked.at(-1)).toMatch(shown);
  expect(notes.join('\n')).toMatch(/All 50 as tools: about [\d,]+ tokens in every conversation/);
});

it('an update of many operations takes a few times as long as their import', async () => {
  const fields = Array.from({ length: 25 }, (_, i) => [`field${i}`, { type: 'string' }] as const);
  const text = (version: number) => {
    const properties = { ...Object.fromEntries(fields), [`v${version}`]: { type: 'string' } };
    const schema = { type: 'object', properties };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    const path = (_: unknown, i: number) => [`/things${i}`, { put: { responses } }] as const;
    const paths = Object.fromEntries(Array.from({ length: 100 }, path));
    const about = { info: { title: 'Things' }, servers: [{ url: 'https://api.test' }] };
    return JSON.stringify({ openapi: '3.1.0', ...about, paths });
  };
  const files = memoryFiles({ '/home/ann/api.json': text(1) });
  const cwd = '/home/ann/out';
  const timed = async (argv: string[], machine: { cwd: string }) => {
    const before = process.cpuUsage();
    const { exit } = await runProgram([...argv, ...QUIET], { files, ...machine });
    expect(exit).toBe(0);
    return process.cpuUsage(before).user;
  };
  const create = ['create', cwd, '--from-openapi', 'api.json', '--include', '**', '--no-git'];
  const created = await timed(create, { cwd: '/home/ann' });
  await files.write('/home/ann/api.json', text(2));
  const updated = await timed(['import', 'openapi', '../api.json', '--name', 'things'], { cwd });
  expect(await files.read(`${cwd}/tests/things.test.ts`)).toContain("v2: 'V2'");
  expect(updated).toBeLessThan(5 * created);
});

it('what clients are told of large tools is updated as a new project has it, also by remove-tool', async () => {
  const pad = 'x'.repeat(280);
  const text = (sizes: Record<string, number>) => {
    const operation = (name: string, size: number) => {
      const inner = Array.from({ length: size }, (_, i) => [
        `p${i}`,
        { type: 'string', description: `${pad}${size}` },
      ]);
      const properties = {
        [name]: { type: 'object', properties: Object.fromEntries(inner) as object },
      };
      const content = { 'application/json': { schema: { type: 'object', properties } } };
      return { operationId: name, requestBody: { content }, responses: { 204: {} } };
    };
    const paths = Object.fromEntries(
      Object.entries(sizes).map(([name, size]) => [`/${name}`, { put: operation(name, size) }]),
    );
    const about = { info: { title: 'Things' }, servers: [{ url: 'https://api.test' }] };
    return JSON.stringify({ openapi: '3.1.0', ...about, paths });
  };
  const files = memoryFiles({ '/home/ann/api.json': '' });
  const run = async (argv: string[], cwd: string) => {
    const { exit, stderr } = await runProgram([...argv, '--yes'], { files, cwd });
    expect(exit, stderr).toBe(0);
  };
  const create = async (name: string, sizes: Record<string, number>) => {
    await files.write('/home/ann/api.json', text(sizes));
    await run(
      ['create', name, '--from-openapi', 'api.json', '--no-install', '--no-git'],
      '/home/ann',
    );
  };
  const listing = (name: string) => files.read(`/home/ann/${name}/tests/things.tools.txt`);
  await create('project', { a: 1, b: 2 });
  const versions = [{ a: 200, b: 2 }, { a: 201, b: 2, c: 210 }, { a: 2, b: 2, c: 1 }, { a: 200 }];
  for (const [i, sizes] of versions.entries()) {
    await create(`fresh${i}`, sizes);
    await run(
      ['import', 'openapi', '../api.json', '--name', 'things', '--include', '**', '--no-install'],
      '/home/ann/project',
    );
    for (const name of i === 3 ? ['b', 'c'] : [])
      await run(['remove-tool', name], '/home/ann/project');
    expect(await listing('project')).toBe(await listing(`fresh${i}`));
  }
  expect(await listing('project')).toContain('describe_tool');
  await run(['remove-tool', 'a'], '/home/ann/project');
  expect(await listing('project')).not.toContain('describe_tool');
});
