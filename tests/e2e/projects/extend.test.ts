import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../cli/spawn.js';
import { baseSpec, projectOf } from '../../support/base-project.js';
import { succeed } from '../../support/run.js';
import { extended, write } from './extended.js';
import { projectsFolder } from './projects-folder.js';
import { buildServer, passTogether } from './together.js';

const PROGRAM = join(ROOT, 'bin', 'mcp-provider.cjs');
const folder = projectsFolder();

/** What is asked of all shapes is in `extend-shapes.test.ts`; these run everything their projects have. */
const SHAPES = [
  ['add-tool', 'plain'],
  ['add-tool', 'first-tool'],
  ['add-resource', 'second'],
  ['add-prompt', 'second'],
  ['add-provider', 'several'],
  ['add-provider', 'first-that-signs-in'],
  ['add-provider', 'without-tools'],
  ['add-provider', 'tools-to-implement'],
] as const;

it('leaves projects that still build and pass their tests', async () => {
  const roots = [];
  for (const [command, name] of SHAPES) {
    const root = join(folder, `${command}-${name}`);
    write(root, await extended(command, name));
    await buildServer(root);
    roots.push(root);
  }
  await passTogether(roots);
});

it('sees a sign-in where the project keeps it', async () => {
  const project = join(folder, 'signed-in');
  write(project, await extended('add-tool', 'plain'));
  const data = join(folder, 'data');
  const list = async () => {
    const words = ['env', `MCP_DATA_DIR=${data}`, process.execPath, PROGRAM, 'list', '--json'];
    return JSON.parse(await succeed(words[0]!, words.slice(1), project)) as unknown;
  };
  expect(await list()).toMatchObject({ providers: [{ signIn: 'not signed in' }] });
  const save = `import { saveCredentials } from './src/providers/acme/api/auth.ts';
    await saveCredentials('local', { token: 'secret' });`;
  writeFileSync(join(project, 'save.mts'), save);
  await succeed('env', [`MCP_DATA_DIR=${data}`, 'npx', 'tsx', 'save.mts'], project);
  expect(await list()).toMatchObject({ providers: [{ signIn: 'stored' }] });
});

it('has new files formatted, and knows them again', async () => {
  const project = join(folder, 'formatted');
  const settings = { printWidth: 60, tabWidth: 4, trailingComma: 'none', quoteProps: 'consistent' };
  const tree = projectOf([await baseSpec('acme')]);
  const manifest = tree['package.json']!.replace(
    '"rolldown":',
    '"prettier": "*",\n    "rolldown":',
  );
  write(project, { ...tree, 'package.json': manifest, '.prettierrc': JSON.stringify(settings) });
  const words = ['find_room', '--description', 'Finds.', '--request', 'POST /find'];
  const tool = [...words, '--param', 'room-id:string! Which', '--param', 'kind:string'];
  const add = () => succeed('node', [PROGRAM, 'add-tool', ...tool], project);
  await add();
  await succeed('npx', ['prettier', '--check', 'src/providers/acme/*/find-room.ts'], project);
  expect(await add()).toBe('Everything already exists. No files were changed.\n');
});
