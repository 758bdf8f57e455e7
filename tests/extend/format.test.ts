import { describe, expect, it } from 'vitest';
import { baseSpec, projectOf } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const TOP = '/home/ann/work';
const ROOT = `${TOP}/packages/acme-mcp`;
const argv = ['add-tool', 'get_room', '--description', 'One room.'];
const created = 'src/providers/acme/tools/get-room.ts';

/** What is run after a tool is added to a project in a repository. */
async function ran(texts: Record<string, string>, ...more: string[]): Promise<string[]> {
  const project = treeAt(ROOT, projectOf([await baseSpec('acme')]));
  const git = { [`${TOP}/.git/HEAD`]: 'ref: refs/heads/main\n' };
  const files = memoryFiles({ ...project, ...git, ...texts });
  return (await runProgram([...argv, ...more], { files, cwd: ROOT })).ran;
}

const manifest = (name: string) => JSON.stringify({ devDependencies: { [name]: '1.0.0' } });

describe('new files are formatted', () => {
  it.each([
    ['prettier', 'prettier', 'prettier --write --ignore-unknown'],
    ['@biomejs/biome', 'biome', 'biome format --write --no-errors-on-unmatched'],
  ])('by %s, which the repository has', async (name, program, command) => {
    const texts = {
      [`${TOP}/package.json`]: manifest(name),
      [`${TOP}/node_modules/.bin/${program}`]: '',
    };
    expect(await ran(texts)).toEqual([`npx --no -- ${command} ${created}`]);
    expect(await ran(texts, '--dry-run')).toEqual([]);
  });

  it('and stay where the formatter fails', async () => {
    const project = treeAt(TOP, projectOf([await baseSpec('acme')]));
    const formatter = { [`${TOP}/node_modules/.bin/prettier`]: '' };
    const files = memoryFiles({ ...project, ...formatter });
    const path = `${TOP}/package.json`;
    await files.write(path, (await files.read(path))!.replace('{', '{ "x": { "prettier": "1" },'));
    const { exit, ran } = await runProgram(argv, { files, cwd: TOP, exitCode: 1 });
    expect([exit, ran.length]).toEqual([0, 1]);
  });

  it('not by what is not installed', async () => {
    expect(await ran({ [`${TOP}/package.json`]: manifest('prettier') })).toEqual([]);
  });

  it('not by what only happens to be there', async () => {
    expect(await ran({ [`${TOP}/node_modules/.bin/prettier`]: '' })).toEqual([]);
  });

  it('not by what belongs to another repository', async () => {
    const texts = { '/home/ann/package.json': manifest('prettier') };
    expect(await ran({ ...texts, [`${TOP}/node_modules/.bin/prettier`]: '' })).toEqual([]);
  });
});
