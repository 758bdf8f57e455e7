import { expect, it } from 'vitest';
import { memoryFiles } from '../../src/host/memory.js';
import { goldenProjects, projectSpec } from '../golden/projects.js';
import { renderProject } from '../../src/render/project.js';
import { runProgram } from '../grow/machine.js';

const PROVIDER = [
  '--name',
  'acme',
  '--description',
  'Rooms.',
  '--base-url',
  'https://a.example.com',
];
const TOOL = ['--tool', 'get_room: One room'];

async function project() {
  const spec = await projectSpec(goldenProjects.find(({ name }) => name === 'weather')!);
  const texts = renderProject(spec).map(({ path, text }) => [`/home/ann/${path}`, text]);
  return memoryFiles(Object.fromEntries(texts) as Record<string, string>);
}

it.each([
  [['create', 'new', ...PROVIDER, '--auth', 'none'], ['--users', 'parameter'], '--from-database'],
  [['create', 'new', ...PROVIDER, '--auth', 'none'], ['--strict'], '--from-openapi'],
  [['create', 'new', '--demo'], ['--tables', 'rooms'], '--from-database'],
  [['add-provider', ...PROVIDER, '--auth', 'none'], ['--include', '#rooms'], '--from-openapi'],
  [['add-provider', ...PROVIDER, '--auth', 'none'], ['--user-column', 'owner'], '--from-database'],
  [['add-tool', ...TOOL, '--request', 'GET /rooms'], ['--include', 'get_*'], '--from-openapi'],
])('%j: %j requires its source', async (words, option, source) => {
  const files = await project();
  const before = files.texts();
  const argv = [...words, ...option, '--yes', '--no-install'];
  const { exit, stderr } = await runProgram(argv, { files, cwd: '/home/ann' });
  expect([exit, stderr]).toEqual([
    2,
    expect.stringContaining(`"${option[0]}" requires "${source}".`),
  ]);
  expect(files.texts()).toEqual(before);
});
