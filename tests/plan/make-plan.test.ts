import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import { relPath } from '../../src/model/path.js';
import type { FileOperation } from '../../src/model/plan.js';
import { planChanges, planProject } from '../../src/plan/make-plan.js';
import { memoryFiles } from '../support/memory.js';
import { type Tree, writeTree } from '../support/tree.js';

const file = (path: string, text = 'x\n') => ({ path: relPath(path), text });

/** A real directory with `tree` in it and `links` from path to target. */
async function directoryOf(tree: Tree, links: Record<string, string> = {}): Promise<string> {
  const base = temporaryFolder();
  await writeTree(diskFiles, base, tree);
  for (const [path, target] of Object.entries(links)) symlinkSync(target, join(base, path));
  return base;
}

const planIn = (cwd: string, root: string) =>
  planProject({ files: diskFiles, cwd }, join(cwd, root), { files: [file('src/a.ts')], edits: [] });

describe('a new project', () => {
  it.each<[string, string, Tree, Record<string, string>, boolean]>([
    ['where nothing is', 'p', {}, {}, true],
    ['below directories that are missing', 'a/b/p', {}, {}, true],
    ['in an empty directory', 'p', { 'p/': '' }, {}, true],
    ['in the working directory', '.', {}, {}, false],
    [
      'with a repository',
      'p',
      { 'p/.git/HEAD': 'x', 'p/.DS_Store': '', 'p/.gitkeep': '' },
      {},
      false,
    ],
    ['below a link that was typed', 'link/p', { 'away/a': 'x' }, { link: 'away' }, true],
  ])('%s', async (_, root, tree, links, newRoot) => {
    const cwd = await directoryOf(tree, links);
    expect(await planIn(cwd, root)).toEqual({
      root: join(cwd, root),
      newRoot,
      ops: [{ do: 'create', ...file('src/a.ts') }],
      steps: [],
    });
  });

  it.each<[string, string, Tree, Record<string, string>, string]>([
    ['one file', 'p', { 'p/a.js': '' }, {}, 'Directory "p" is not empty: it contains a.js.'],
    [
      'more',
      'p',
      { 'p/a': '', 'p/b': '', 'p/c': '', 'p/d': '', 'p/e/f': '' },
      {},
      'it contains a, b and 3 more.',
    ],
    ['odd names', 'p', { 'p/a\u001b[31m': '' }, {}, 'it contains a?[31m.'],
    ['the working directory', '.', { a: '' }, {}, 'Directory "." is not empty: it contains a.'],
    ['a file', 'p', { p: '' }, {}, '"p" is not a directory.'],
    ['a link to a file above', 'a/p', { b: '' }, { a: 'b' }, '"a" is not a directory.'],
    ['a link', 'p', { 'away/': '' }, { p: 'away' }, '"p" is a symbolic link.'],
    ['a link to nothing', 'p', {}, { p: 'away' }, '"p" is a symbolic link.'],
  ])('is refused: %s', async (_, root, tree, links, message) => {
    const cwd = await directoryOf(tree, links);
    await expect(planIn(cwd, root)).rejects.toThrow(message);
  });

  it.each([
    ['src/a.ts', 'src/A.ts'],
    ['Src/a.ts', 'src/b.ts'],
    ['src', 'src/a.ts'],
    ['src/a.ts', 'src'],
    ['a.ts', 'a.ts'],
    ['\u00e9.ts', 'e\u0301.ts'],
  ])('is refused: %j and %j', async (one, other) => {
    const plan = planProject({ files: memoryFiles({ '/w/x': '' }), cwd: '/w' }, '/w/p', {
      files: [file(one), file(other)],
      edits: [],
    });
    await expect(plan).rejects.toMatchObject({
      code: 'plan/double',
      message: `The paths "${one}" and "${other}" cannot both exist on every file system.`,
    });
  });
});

describe('a file for a project that is there', () => {
  const wanted = file('src/a.ts', 'one\ntwo\n');
  it.each<[string, Tree, Record<string, string>, FileOperation]>([
    ['is created', { 'src/b.ts': '' }, {}, { do: 'create', ...wanted }],
    ['is there', { 'src/a.ts': 'one\ntwo\n' }, {}, { do: 'same', path: wanted.path }],
    ['is there with CRLF', { 'src/a.ts': 'one\r\ntwo\r\n' }, {}, { do: 'same', path: wanted.path }],
    [
      'has the line ends of the project',
      { 'provider-config.yaml': 'providers:\r\n  a:\r\n' },
      {},
      { do: 'create', ...wanted, text: 'one\r\ntwo\r\n' },
    ],
    [
      'goes where a link inside leads',
      { 'lib/b.ts': '' },
      { src: 'lib' },
      { do: 'create', ...wanted, path: relPath('lib/a.ts') },
    ],
    [
      'is there as a link',
      { 'src/b.ts': 'one\ntwo\n' },
      { 'src/a.ts': 'b.ts' },
      { do: 'same', path: relPath('src/b.ts') },
    ],
    [
      'is another one',
      { 'src/a.ts': 'mine' },
      {},
      {
        do: 'conflict',
        ...wanted,
        previous: 'mine',
        reason: 'The file already exists with other content.',
        hint: 'Choose another name, or move that file.',
      },
    ],
  ])('%s', async (_, tree, links, op) => {
    const root = await directoryOf(tree, links);
    const plan = await planChanges(diskFiles, root, { files: [wanted], edits: [] });
    expect(plan).toEqual({ root, newRoot: false, ops: [op], steps: [] });
  });

  it.each<[string, Tree, Record<string, string>, string]>([
    [
      'a link leads out',
      { 'p/': '', 'out/b': '' },
      { 'p/src': '../out' },
      'a link in it points outside the project',
    ],
    [
      'it is a link to nothing',
      { 'p/src/': '' },
      { 'p/src/a.ts': 'gone' },
      'no such file or directory',
    ],
    ['a file is where a directory must be', { 'p/src': '' }, {}, 'is not a directory.'],
    ['a directory is where a file must be', { 'p/src/a.ts/': '' }, {}, 'is not a file.'],
  ])('is refused: %s', async (_, tree, links, message) => {
    const base = await directoryOf(tree, links);
    const plan = planChanges(diskFiles, join(base, 'p'), { files: [wanted], edits: [] });
    await expect(plan).rejects.toThrow(message);
  });
});

it('plans edits', async () => {
  const files = memoryFiles({ '/p/a.ts': 'old', '/p/b.ts': 'b' });
  const edits = [
    { ...file('a.ts', 'new'), previous: 'old' },
    { ...file('b.ts', 'b'), previous: 'b' },
  ];
  const step = { id: 'test', label: 'Test', command: ['npm', 'test'] } as const;
  expect(await planChanges(files, '/p', { files: [], edits }, [step])).toEqual({
    root: '/p',
    newRoot: false,
    ops: [
      { do: 'update', path: 'a.ts', previous: 'old', text: 'new' },
      { do: 'same', path: 'b.ts' },
    ],
    steps: [step],
  });
});

it('refuses two changes of one file, also where one of them goes through a link', async () => {
  const root = await directoryOf({ 'lib/a.ts': 'x' }, { src: 'lib' });
  const edits = ['lib/a.ts', 'src/a.ts'].map((path) => ({ ...file(path, 'y'), previous: 'x' }));
  await expect(planChanges(diskFiles, root, { files: [], edits })).rejects.toMatchObject({
    code: 'plan/double',
  });
});
