import { expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { runProgram } from '../grow/machine.js';
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
