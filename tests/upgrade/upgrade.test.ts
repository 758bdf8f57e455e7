import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../src/model/version.gen.js';
import { RECORD_FILE } from '../../src/render/record.js';
import type { Tree } from '../support/base-project.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';
import { agedProject, OLD_VERSION, touchedOthers } from './aged.js';
import { handEdits } from './edits.js';
import { projectIn, versionControls } from './git.js';

const ROOT = '/home/ann/acme-mcp';

/** A run on a disk in memory without Git. @param rendered what the recorded version renders again */
async function upgrade(tree: Tree, rendered: Tree | undefined, ...argv: string[]) {
  const files = memoryFiles(treeAt(ROOT, tree));
  const outcome = await runProgram(['upgrade', ...argv], {
    files,
    cwd: ROOT,
    printed: (words) =>
      words[0] === 'npx' && rendered ? Promise.resolve(JSON.stringify(rendered)) : undefined,
  });
  const after = Object.entries(files.texts()).map(([path, text]) => [
    path.slice(ROOT.length + 1),
    text,
  ]);
  return { ...outcome, tree: Object.fromEntries(after) as Tree };
}

const issues = agedProject('issues');

describe('merges newer templates', () => {
  it.each(['issues', 'demo', 'media'])('into %s as it was generated', async (name) => {
    const { tree, current } = await agedProject(name);
    const { [RECORD_FILE]: record, ...files } = (await upgrade(tree, undefined)).tree;
    expect(files).toEqual(current);
    expect((await upgrade({ ...files, [RECORD_FILE]: record! }, undefined)).stdout).toContain(
      'up to date',
    );
  });

  const together = handEdits.filter(({ isAlone }) => !isAlone);
  it.each([
    { what: 'all other edits', edits: together },
    ...handEdits
      .filter(({ isAlone }) => isAlone)
      .map((edit) => ({ what: edit.what, edits: [edit] })),
  ])('and keeps $what', async ({ edits }) => {
    const aged = await issues;
    const edited = edits.reduce((tree, { edit }) => edit(tree), aged.tree);
    const { tree, stderr } = await upgrade(edited, aged.rendered);
    expect(
      edits.filter(({ isKept }) => !isKept(tree)).map(({ what }) => what),
      stderr,
    ).toEqual([]);
    const others = touchedOthers(edited, tree, aged);
    expect(others.filter((path) => !path.includes('/moved/'))).toEqual([]);
    expect((await upgrade(tree, aged.rendered)).tree).toEqual(tree);
  });
});

describe('refuses before anything is written', () => {
  const record = (edit: (text: string) => string) => (tree: Tree) => ({
    ...tree,
    [RECORD_FILE]: edit(tree[RECORD_FILE] ?? ''),
  });
  it.each<[what: string, edit: (tree: Tree) => Tree, argv: string[], says: string]>([
    ['no record', ({ [RECORD_FILE]: _, ...tree }) => tree, [], 'upgrade/no-record'],
    ['a record with markers', record((text) => `<<<<<<< HEAD\n${text}`), [], 'merge conflict'],
    ['a record that is no JSON', record((text) => text.slice(1)), [], 'is not JSON'],
    ['a record that is a list', record(() => '[]'), [], 'it is no object'],
    [
      'a later record',
      record((text) => text.replace('0.1.9', '99.0.0-beta.1')),
      ['--check'],
      'upgrade/later',
    ],
    [
      'a range as version',
      record((text) => text.replace('0.1.9', 'file:evil')),
      ['--check'],
      '"version"',
    ],
    [
      'a path outside',
      record((text) => text.replace('"README.md"', '"../README.md"')),
      [],
      'path/unsafe',
    ],
    [
      'values that cannot be rendered',
      record((text) => text.replace('"project"', '"projects"')),
      [],
      'upgrade/record',
    ],
    [
      'archives elsewhere',
      record((text) => text.replace('"name":"issues"', '"vendor":["src/a.tgz"],"name":"issues"')),
      [],
      '"vendor"',
    ],
    [
      'package.json that does not parse',
      (tree) => ({ ...tree, 'package.json': '{' }),
      [],
      'package.json',
    ],
    [
      'markers of the last upgrade',
      (tree) => ({
        ...tree,
        'README.md': `<<<<<<< yours\na\n=======\nb\n>>>>>>> generated\n${tree['README.md']}`,
      }),
      [],
      '"README.md" contains a merge conflict',
    ],
    [
      'an unknown file to restore',
      (tree) => tree,
      ['--restore', 'src/own.ts'],
      'it is not a generated file',
    ],
    ['a file to restore that exists', (tree) => tree, ['--restore', 'README.md'], 'it exists'],
  ])('%s', async (_, edit, argv, says) => {
    const { tree, rendered } = await issues;
    const edited = edit(tree);
    const outcome = await upgrade(edited, rendered, ...argv);
    expect(outcome.stderr).toContain(says);
    expect(outcome.exit).toBe(2);
    expect(outcome.tree).toEqual(edited);
    expect(outcome.ran.filter((command) => !command.startsWith('git '))).toEqual([]);
  });
});

it('checks with the record alone, and runs nothing', async () => {
  const { tree } = await issues;
  const edited = { ...tree, 'README.md': 'Mine.' };
  const before = await upgrade(edited, undefined, '--check');
  expect(before).toMatchObject({ exit: 1, ran: [], tree: edited });
  expect(before.stdout).toContain('+ AGENTS.md\n');
  const { tree: current } = await upgrade(tree, undefined);
  expect(await upgrade(current, undefined, '--check')).toMatchObject({ exit: 0, ran: [] });
});

it('upgrades all files but one whose generated text is not found, and says so each time', async () => {
  const { tree, current } = await issues;
  const edited = { ...tree, 'README.md': `Mine.\n${tree['README.md']}` };
  const once = await upgrade(edited, undefined);
  expect(once.exit).toBe(1);
  expect(once.stderr).toContain('"README.md" has changed in the templates. It was not changed:');
  expect(once.tree).toMatchObject({ ...current, 'README.md': edited['README.md'] });
  // Nothing else of the record becomes a word of a command line.
  expect(once.ran.filter((command) => command.startsWith('npx '))).toEqual([
    `npx --yes -p create-mcp-provider@${OLD_VERSION} mcp-provider upgrade --render`,
  ]);
  expect(await upgrade(once.tree, undefined)).toMatchObject({ exit: 1, tree: once.tree });
});

it('prints the files of a record, which later versions ask for', async () => {
  const { current } = await issues;
  const files = memoryFiles(treeAt(ROOT, {}));
  const stdin = (await upgrade((await issues).tree, undefined)).tree[RECORD_FILE] ?? '';
  const { stdout } = await runProgram(['upgrade', '--render'], { files, cwd: '/', stdin });
  expect(JSON.parse(stdout)).toEqual(current);
});

it('leaves what conflicts between markers, and own files and new files of the same name alone', async () => {
  const { tree, rendered } = await issues;
  const edited = {
    ...tree,
    'AGENTS.md': 'Mine.',
    'src/server.ts': tree['src/server.ts']!.replace('void startServer(', 'await startServer('),
  };
  const { exit, stderr, tree: after } = await upgrade(edited, rendered);
  expect(exit).toBe(1);
  expect(after['src/server.ts']).toMatch(
    /<{7} yours\nawait startServer.*\n={7}\nvoid runServer.*\n>{7} generated\n/,
  );
  expect(after['AGENTS.md']).toBe('Mine.');
  expect(stderr).toContain('The templates have a new file "AGENTS.md"');
  for (const argv of [[], ['--check']]) {
    const again = await upgrade(after, rendered, ...argv);
    expect(again).toMatchObject({ exit: 2, ran: [], tree: after });
    expect(again.stderr).toContain('"src/server.ts" contains a merge conflict');
  }
});

it('keeps a file that other code imports, and names it', async () => {
  const { tree } = await issues;
  const own =
    "import { PROVIDER_NAME } from './providers/issues/instance.js';\nvoid PROVIDER_NAME;\n";
  const { stderr, tree: after } = await upgrade({ ...tree, 'src/own.ts': own }, undefined);
  expect(after).toHaveProperty(['src/providers/issues/instance.ts']);
  expect(stderr).toContain('It stays, because it is imported by "src/own.ts".');
});

it('writes a deleted file again with --restore', async () => {
  const { tree, rendered, current } = await issues;
  const deleted = Object.fromEntries(
    Object.entries(tree).filter(([path]) => path !== '.prettierrc'),
  );
  const { stderr, tree: without } = await upgrade(deleted, rendered);
  expect(stderr).toContain('"--restore .prettierrc" writes it again.');
  const { tree: restored } = await upgrade(without, rendered, '--restore', '.prettierrc');
  expect(restored).toMatchObject(current);
});

describe('a project in version control', () => {
  const together = handEdits.filter(({ isAlone }) => !isAlone);

  it.each(versionControls)('%s', async (control) => {
    const aged = await issues;
    const edited = together.reduce((tree, { edit }) => edit(tree), aged.tree);
    const project = projectIn(control, aged.tree, edited);
    try {
      const before = project.tree();
      // History has what was generated: the recorded version does not run.
      const hasHistory = control === 'Git' || control === 'a checkout with Windows line ends';
      const { tree, stderr, ran } = await project.upgrade(hasHistory ? undefined : aged.rendered);
      expect(ran).toHaveLength(hasHistory ? 0 : 1);
      expect(
        together.filter(({ isKept }) => !isKept(tree)).map(({ what }) => what),
        stderr,
      ).toEqual([]);
      expect(touchedOthers(before, tree, aged)).toEqual([]);
      project.commit();
      expect((await project.upgrade(undefined)).tree).toEqual(tree);
    } finally {
      project.remove();
    }
  });

  it('merges an edited file where Git shows that it was moved, and refuses uncommitted changes', async () => {
    const aged = await issues;
    const { 'src/server.ts': server = '', ...others } = aged.tree;
    const moved = {
      ...others,
      'src/bin/server.ts': server.replace('./providers', '../providers'),
    };
    const project = projectIn('Git', aged.tree, moved);
    try {
      writeFileSync(join(project.root, 'README.md'), 'Not committed.');
      expect((await project.upgrade(undefined)).error?.code).toBe('upgrade/uncommitted');
      writeFileSync(join(project.root, 'README.md'), aged.tree['README.md']!);
      const { tree } = await project.upgrade(undefined);
      expect(tree).not.toHaveProperty(['src/server.ts']);
      expect(tree['src/bin/server.ts']).toBe(
        aged.current['src/server.ts']!.replace('./providers', '../providers'),
      );
    } finally {
      project.remove();
    }
  });
});

it.each([
  ['another name', ['rename-provider', 'notes', 'ideas'], 'src/providers/ideas/api/demo-api.ts'],
  [
    'another provider',
    [
      'add-provider',
      '--name',
      'acme',
      '--base-url',
      'https://api.acme.dev',
      '--auth',
      'none',
      '--tool',
      'GET /rooms',
    ],
    'src/providers/notes/api/demo-api.ts',
  ],
])('knows the demo with %s', async (_, argv, api) => {
  const files = memoryFiles({ '/home/ann/x': '' });
  const run = (cwd: string, ...words: readonly string[]) => runProgram(words, { files, cwd });
  await run('/home/ann', 'create', 'acme-mcp', '--demo', '--yes', '--no-install');
  const { exit, stderr } = await run(ROOT, ...argv, '--yes', '--no-install');
  expect(exit, stderr).toBe(0);
  expect((await run(ROOT, 'upgrade', '--check')).stdout).toContain('up to date');
  await files.remove(`${ROOT}/README.md`);
  await run(ROOT, 'upgrade', '--restore', 'README.md', '--yes', '--no-install');
  expect(await files.read(`${ROOT}/README.md`)).toContain(`in \`${api}\``);
});

it('replaces the packages in the project, or moves to those of the registry', async () => {
  const { tree } = await issues;
  const archive = (name: string) => ({ name, bytes: new Uint8Array([0xff, 0x00, name.length]) });
  const old = ['create-mcp-provider-0.1.9-a.tgz', 'mcp-provider-0.1.9-a.tgz'].map(archive);
  const packages = ['create-mcp-provider-0.2.0-b.tgz', 'mcp-provider-0.2.0-b.tgz'].map(archive);
  const vendor = JSON.stringify(old.map(({ name }) => `vendor/${name}`));
  const record = tree[RECORD_FILE]!.replace(
    '"name":"issues"',
    `"vendor":${vendor},"name":"issues"`,
  );
  const files = memoryFiles(treeAt(ROOT, { ...tree, [RECORD_FILE]: record }));
  await files.makeDirectory(`${ROOT}/vendor`);
  for (const { name, bytes } of old) await files.write(`${ROOT}/vendor/${name}`, bytes);
  const { stderr, ran } = await runProgram(['upgrade'], { files, cwd: ROOT, packages });
  expect(await files.list(`${ROOT}/vendor`), stderr).toEqual(packages.map(({ name }) => name));
  expect(await files.read(`${ROOT}/package.json`)).toContain(
    '"mcp-provider": "file:vendor/mcp-provider-0.2.0-b.tgz"',
  );
  expect(ran).toEqual(['npm install', 'npm run check']);

  const moved = await runProgram(['upgrade', '--no-vendor'], { files, cwd: ROOT, packages });
  expect(moved.ran, moved.stderr).toEqual(['npm install', 'npm run check']);
  expect(Object.keys(files.texts()).filter((path) => path.includes('/vendor/'))).toEqual([]);
  expect(await files.read(`${ROOT}/package.json`)).toContain(`"mcp-provider": "${version}"`);
  const again = await runProgram(['upgrade', '--check'], { files, cwd: ROOT, packages });
  expect(again.stdout).toContain('up to date');
});
