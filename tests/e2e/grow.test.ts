import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Tree } from '../grow/base.js';
import { loadCase, runCase } from '../grow/case.js';
import { ROOT } from '../cli/spawn.js';
import { succeed } from './run.js';

/** Projects that people have made their own, after something was added; the packages of this repository serve all. */
const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-grow-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(directory: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

async function grown(command: string, name: string): Promise<Tree> {
  const one = await loadCase(command, name);
  const { exit, stderr, after } = await runCase(one, one.before);
  expect(exit, stderr).toBe(0);
  return after;
}

describe.each([
  ['add-tool', 'plain'],
  ['add-tool', 'first-tool'],
  ['add-tool', 'array-on-lines'],
  ['add-tool', 'default-exports'],
  ['add-tool', 'barrels-in-folders'],
  ['add-tool', 'dynamic-imports'],
  ['add-tool', 'tools-in-one-file'],
  ['add-tool', 'cases-in-another-file'],
  ['add-tool', 'prettier-with-tabs'],
  ['add-tool', 'no-semicolons'],
  ['add-tool', 'crlf'],
  ['add-tool', 'many-parts'],
  ['add-tool', 'many-packages'],
  ['add-resource', 'second'],
  ['add-prompt', 'second'],
  ['add-provider', 'plain'],
  ['add-provider', 'several'],
  ['add-provider', 'first-that-signs-in'],
])('%s: %s', (command, name) => {
  it('still builds and passes its tests', async () => {
    const project = join(folder, `${command}-${name}`);
    write(project, await grown(command, name));
    await succeed('npm', ['test'], project);
  });
});

it('sees a sign-in where the project keeps it', async () => {
  const project = join(folder, 'signed-in');
  write(project, await grown('add-tool', 'plain'));
  const data = join(folder, 'data');
  const list = async () => {
    const program = join(ROOT, 'bin', 'mcp-provider.cjs');
    const words = ['env', `MCP_DATA_DIR=${data}`, process.execPath, program, 'list', '--json'];
    return JSON.parse(await succeed(words[0]!, words.slice(1), project)) as unknown;
  };
  expect(await list()).toMatchObject({ providers: [{ signIn: 'not signed in' }] });
  const save = `import { saveCredentials } from './src/providers/acme/api/auth.ts';
    await saveCredentials('local', { token: 'secret' });`;
  writeFileSync(join(project, 'save.mts'), save);
  await succeed('env', [`MCP_DATA_DIR=${data}`, 'npx', 'tsx', 'save.mts'], project);
  expect(await list()).toMatchObject({ providers: [{ signIn: 'stored' }] });
});
