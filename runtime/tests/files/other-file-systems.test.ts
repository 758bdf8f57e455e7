import fs, { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { FileExistsError, tooLarge } from '../../src/files/failures.js';
import { userFolder } from '../../src/files/names.js';
import { openByPath } from '../../src/files/open-folder.js';
import { limits, storage } from './project.js';
import { openFolder } from './stores.js';

const failing = (code: string) => Promise.reject(Object.assign(new Error(code), { code }));

/** As exFAT and mounted buckets have no hard links, and as each folder were a mount of its own. */
const { rename } = fs;
vi.spyOn(fs, 'link').mockImplementation(() => failing('EPERM'));
vi.spyOn(fs, 'rename').mockImplementation((from, to) =>
  dirname(String(from)) === dirname(String(to)) ? rename(from, to) : failing('EXDEV'),
);
syncBuiltinESMExports();

async function files() {
  const { root } = storage();
  const own = join(root, userFolder('ann'));
  await mkdir(own, { recursive: true });
  return { own, files: await openFolder(openByPath, root)('ann') };
}

const text = Buffer.from('text');

it('without hard links, files are created, and none is replaced', async () => {
  const { own, files: store } = await files();
  await store.write('a', text);
  await expect(store.write('a', Buffer.from('other'))).rejects.toThrow(FileExistsError);
  await store.write('a', Buffer.from('new'), { overwrite: true });
  expect((await store.read('a')).bytes.toString()).toBe('new');
  expect(await readdir(own)).toEqual(['a']);
});

it('a file is moved to another file system', async () => {
  const { own, files: store } = await files();
  await store.write('a', text);
  await store.write('b/other', text);
  await expect(store.move('a', 'b/other')).rejects.toThrow(FileExistsError);
  await store.move('a', 'b/a');
  expect((await store.read('b/a')).bytes.toString()).toBe('text');
  expect((await readdir(own, { recursive: true })).sort()).toEqual(['b', 'b/a', 'b/other']);
  expect((await stat(join(own, 'b'))).isDirectory()).toBe(true);
});

it('a file that is too large to be moved to another file system stays', async () => {
  const { own, files: store } = await files();
  await store.write('b/other', text);
  await writeFile(join(own, 'big'), Buffer.alloc(limits.maxBytes + 1));
  await expect(store.move('big', 'b/big')).rejects.toThrow(tooLarge(limits.maxBytes));
  expect((await readdir(own, { recursive: true })).sort()).toEqual(['b', 'b/other', 'big']);
});
