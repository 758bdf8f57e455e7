import { beforeEach, expect, it } from 'vitest';
import { documentText, paths } from '../openapi/pets.js';
import { runProgram } from '../support/machine.js';
import type { MemoryFiles } from '../support/memory.js';
import { disk, ROOT } from '../support/person.js';

let files: MemoryFiles;
beforeEach(async () => {
  files = await disk('acme');
  await files.write(`${ROOT}/pets.json`, documentText(paths()));
});

const REPEATED = /mcp-provider (add-[^\n]*)/;

/** The command that a run prints to do the same again. */
async function repeated(argv: readonly string[], stdin = ''): Promise<string | undefined> {
  const more = ['--no-install', '--yes'];
  const { exit, stdout, stderr } = await runProgram([...argv, ...more], {
    files,
    cwd: ROOT,
    stdin,
  });
  expect(exit, stderr).toBe(0);
  return REPEATED.exec(stdout)?.[1];
}

it.each(['--spec', '--from-openapi'])(
  'add-provider names the OpenAPI document of %s, which adds the same provider again',
  async (option) => {
    const command = await repeated(['add-provider', option, 'pets.json', '--include', 'getPet']);
    expect(command).toBe(`add-provider ${option} pets.json --include getPet --no-install --yes`);
  },
);

it.each(['add-provider', 'add-tool'])('%s repeats nothing that came on stdin', async (name) => {
  const argv = [name, ...(name === 'add-tool' ? ['--provider', 'acme'] : []), '--spec', '-'];
  expect(await repeated(argv, documentText(paths()))).toBeUndefined();
});

it('add-tool has the report of a document in its JSON', async () => {
  const argv = ['add-tool', '--provider', 'acme', '--from-openapi', 'pets.json', '--dry-run'];
  const { stdout } = await runProgram([...argv, '--json'], { files, cwd: ROOT });
  expect(JSON.parse(stdout)).toMatchObject({
    imported: { file: 'pets.json', operations: 4 },
  });
});
