import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { diskFiles } from '../../src/host/disk.js';
import type { HostFiles } from '../../src/model/host.js';
import { memoryFiles } from '../support/memory.js';
import { readTree, type Tree, writeTree } from '../support/tree.js';

const start: Tree = { a: 'one', 'd/b': 'two', 'd/e/c': 'three', 'empty/': '' };
const without = (...paths: string[]) =>
  Object.fromEntries(Object.entries(start).filter(([path]) => !paths.includes(path)));
type At = (path: string) => string;

/** What a call returns, and what the tree is then. */
const calls: [string, (files: HostFiles, at: At) => Promise<unknown>, unknown, Tree?][] = [
  ['reads', (f, at) => f.read(at('d/b')), 'two'],
  ['reads nothing', (f, at) => f.read(at('x/y')), null],
  [
    'digests',
    (f, at) => f.digest(at('a')),
    '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
  ],
  [
    'digests what is not text',
    async (f, at) => {
      await f.write(at('a'), new Uint8Array([0xff]));
      const digest = await f.digest(at('a'));
      await f.write(at('a'), 'one');
      return digest;
    },
    'a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89',
  ],
  [
    'tells a directory apart, also when it is moved',
    async (f, at) => {
      const [d, empty] = [await f.identity(at('d')), await f.identity(at('empty'))];
      await f.rename(at('d'), at('x'));
      return [d !== empty, d === (await f.identity(at('x')))];
    },
    [true, true],
    { ...without('d/b', 'd/e/c'), 'x/b': 'two', 'x/e/c': 'three' },
  ],
  [
    'writes',
    (f, at) => f.write(at('d/x'), 'é\uFEFF\r\n'),
    undefined,
    { ...start, 'd/x': 'é\uFEFF\r\n' },
  ],
  ['knows a file', (f, at) => f.kind(at('a')), 'file'],
  ['knows a directory', (f, at) => f.kind(at('d/e')), 'directory'],
  ['knows nothing', (f, at) => f.kind(at('x/y')), null],
  ['lists', (f, at) => f.list(at('d')), ['b', 'e']],
  [
    'lists with kinds',
    (f, at) => f.entries(at('d')),
    [
      { name: 'b', kind: 'file', size: 3 },
      { name: 'e', kind: 'directory', size: 0 },
    ],
  ],
  ['lists an empty directory', (f, at) => f.list(at('empty')), []],
  ['lists nothing', (f, at) => f.list(at('x')), []],
  [
    'makes directories',
    (f, at) => f.makeDirectory(at('x/y/z')),
    undefined,
    { ...start, 'x/y/z/': '' },
  ],
  ['makes a directory that is there', (f, at) => f.makeDirectory(at('d')), undefined, start],
  [
    'moves a file',
    (f, at) => f.rename(at('a'), at('d/a')),
    undefined,
    { ...without('a'), 'd/a': 'one' },
  ],
  [
    'replaces a file',
    (f, at) => f.rename(at('a'), at('d/b')),
    undefined,
    { ...without('a'), 'd/b': 'one' },
  ],
  [
    'moves a directory',
    (f, at) => f.rename(at('d'), at('x')),
    undefined,
    { ...without('d/b', 'd/e/c'), 'x/b': 'two', 'x/e/c': 'three' },
  ],
  [
    'replaces an empty directory',
    (f, at) => f.rename(at('d/e'), at('empty')),
    undefined,
    { ...without('empty/', 'd/e/c'), 'empty/c': 'three' },
  ],
  ['removes a file', (f, at) => f.remove(at('a')), undefined, without('a')],
  ['removes a tree', (f, at) => f.remove(at('d')), undefined, without('d/b', 'd/e/c')],
  ['removes nothing', (f, at) => f.remove(at('x/y')), undefined, start],
  ['keeps permissions', (f, at) => f.keepMode(at('a'), at('d/b')), undefined, start],
  ['flushes', (f, at) => f.flush(at('a')), undefined, start],
  ['knows itself', async (f) => /^[a-z0-9]+(-[a-z0-9]+)+$/.test(f.writer), true],
];

const refusals: [string, (files: HostFiles, at: At) => Promise<unknown>, string][] = [
  ['to digest a directory', (f, at) => f.digest(at('d')), 'EISDIR'],
  ['to read a directory', (f, at) => f.read(at('d')), 'EISDIR'],
  ['to write without a directory', (f, at) => f.write(at('x/y'), ''), 'ENOENT'],
  ['to write below a file', (f, at) => f.write(at('a/y'), ''), 'ENOTDIR'],
  ['to write a directory', (f, at) => f.write(at('d'), ''), 'EISDIR'],
  ['to make a directory of a file', (f, at) => f.makeDirectory(at('a')), 'EEXIST'],
  ['to make a directory below a file', (f, at) => f.makeDirectory(at('a/y')), 'ENOTDIR'],
  ['to move nothing', (f, at) => f.rename(at('x'), at('y')), 'ENOENT'],
  ['to move where no directory is', (f, at) => f.rename(at('a'), at('x/y')), 'ENOENT'],
  ['to replace a full directory', (f, at) => f.rename(at('empty'), at('d')), 'ENOTEMPTY'],
  ['to replace a directory by a file', (f, at) => f.rename(at('a'), at('empty')), 'EISDIR'],
  ['to replace a file by a directory', (f, at) => f.rename(at('d'), at('a')), 'ENOTDIR'],
  ['to follow nothing', (f, at) => f.realPath(at('x')), 'ENOENT'],
  ['permissions of nothing', (f, at) => f.keepMode(at('x'), at('a')), 'ENOENT'],
  ['to flush nothing', (f, at) => f.flush(at('x')), 'ENOENT'],
];

describe.each<[string, () => HostFiles, () => string]>([
  ['disk', () => diskFiles, temporaryFolder],
  ['memory', memoryFiles, () => join('/', 'work')],
])('%s', (_, newFiles, newBase) => {
  async function given() {
    const files = newFiles();
    const base = newBase();
    await writeTree(files, base, start);
    return { files, base, at: (path: string) => join(base, path) };
  }

  it.each(calls)('%s', async (_name, call, expected, tree = start) => {
    const { files, base, at } = await given();
    expect(await call(files, at)).toEqual(expected);
    expect(await readTree(files, base)).toEqual(tree);
  });

  it.each(refusals)('refuses %s', async (_name, call, code) => {
    const { files, base, at } = await given();
    await expect(call(files, at)).rejects.toMatchObject({
      code: 'disk/refused',
      exit: 2,
      cause: { code },
    });
    expect(await readTree(files, base)).toEqual(start);
  });

  it('follows a path to where it is', async () => {
    const { files, at } = await given();
    expect(await files.realPath(at('d/e'))).toBe(at('d/e'));
  });
});
