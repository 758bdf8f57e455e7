import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { fileRoot, type FolderFilesOptions, serveFiles } from '../../src/files.js';
import { defineProvider } from '../../src/index.js';
import { contextOf, documentsProject, storage } from './project.js';

/** "nobody": permissions do not apply to the one who may do everything. */
const ORDINARY = 65_534;
const isRoot = process.getuid?.() === 0;
const umask = 0o027;

let before: number;
beforeEach(() => (before = process.umask(umask)));
afterEach(() => process.umask(before));

/** A shared folder of the account, in which `setup` puts files as the one who may do everything. */
async function shared(setup: (root: string) => void, options: FolderFilesOptions = {}) {
  const { outside, root } = storage();
  mkdirSync(root);
  const project = documentsProject(root);
  if (isRoot) for (const path of [outside, root, project]) chownSync(path, ORDINARY, ORDINARY);
  setup(root);
  if (isRoot) {
    process.setegid?.(ORDINARY);
    process.seteuid?.(ORDINARY);
    onTestFinished(() => {
      process.seteuid?.(0);
      process.setegid?.(0);
    });
  }
  const files = fileRoot('documents', { shared: true, ...options });
  return { root, files, store: await files.of(contextOf('ann')) };
}

const ours = (path: string, mode: number) => {
  if (isRoot) chownSync(path, ORDINARY, ORDINARY);
  chmodSync(path, mode);
};
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
const text = Buffer.from('needle');

it('new files and folders have the permissions that the system gives them', async () => {
  const { root, store } = await shared(() => {});
  await store.write('new/deep/a', text);
  await store.move('new/deep/a', 'moved/a');
  expect(modeOf(join(root, 'new/deep'))).toBe((0o777 & ~umask).toString(8));
  expect(modeOf(join(root, 'moved/a'))).toBe((0o666 & ~umask).toString(8));
});

it('folders of users are of the server alone', async () => {
  const { root, files } = await shared(() => {}, { shared: false });
  await (await files.of(contextOf('ann'))).write('a', text);
  expect(readdirSync(root).map((name) => modeOf(join(root, name)))).toContain('700');
});

it.each([0o755, 0o600, 0o664, 0o640])('a file that is replaced keeps its mode %o', async (mode) => {
  const { root, store } = await shared((root) => {
    writeFileSync(join(root, 'a'), 'old');
    ours(join(root, 'a'), mode);
  });
  await store.write('a', text, { overwrite: true });
  expect(modeOf(join(root, 'a'))).toBe(mode.toString(8));
});

it('a file that the server may not write is not replaced', async () => {
  const { root, store } = await shared((root) => {
    writeFileSync(join(root, 'a'), 'old');
    ours(join(root, 'a'), 0o444);
  });
  const refused = 'The server is not permitted to write there.';
  await expect(store.write('a', text, { overwrite: true })).rejects.toThrow(refused);
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('old');
});

it('a folder that the server may not write says so', async () => {
  const { store } = await shared((root) => {
    mkdirSync(join(root, 'sub'));
    writeFileSync(join(root, 'sub/a'), 'old');
    ours(join(root, 'sub/a'), 0o644);
    ours(join(root, 'sub'), 0o555);
  });
  const refused = 'The server is not permitted to write there.';
  await expect(store.write('sub/b', text)).rejects.toThrow(refused);
  await expect(store.write('sub/c/b', text)).rejects.toThrow(refused);
  await expect(store.write('sub/a', text, { overwrite: true })).rejects.toThrow(refused);
  await expect(store.move('sub/a', 'b')).rejects.toThrow(refused);
  await expect(store.remove('sub/a')).rejects.toThrow(refused);
});

it('a folder that the server may not open is left out, and said', async () => {
  const { store, files } = await shared((root) => {
    for (const folder of ['ok', 'locked', 'ok/locked']) mkdirSync(join(root, folder));
    for (const name of ['ok/n.md', 'z.md', 'locked/n.md']) {
      writeFileSync(join(root, name), 'needle');
      ours(join(root, name), 0o644);
    }
    ours(join(root, 'ok'), 0o755);
    for (const folder of ['locked', 'ok/locked']) chmodSync(join(root, folder), 0);
  });
  const names = (found: readonly { name: string }[]) => found.map(({ name }) => name);
  const { matches, complete } = await store.search('needle');
  expect([names(matches), complete]).toEqual([['ok/n.md', 'z.md'], false]);
  expect(names((await store.list('')).entries)).toEqual(['locked', 'ok', 'z.md']);
  await store.write('new.md', text);
  const provider = defineProvider({ name: 'documents', version: '1.0.0' });
  let list: unknown;
  const registrars = {
    tool: provider.tool,
    resource: (resource: Parameters<typeof provider.resource>[0]) =>
      (list = (resource as { list?: unknown }).list),
  };
  serveFiles(files, registrars);
  const listed = await (list as (context: unknown) => Promise<{ name: string }[]>)(
    contextOf('ann'),
  );
  expect(names(listed)).toEqual(['new.md', 'ok/n.md', 'z.md']);
});
