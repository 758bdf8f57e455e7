import { join } from 'node:path';
import type { HostFiles } from '../../src/model/host.js';

/** Texts of files by path; the path of an empty directory ends in `/`, that of a symbolic link in `@`. */
export type Tree = Record<string, string>;

/** Returns the texts of all files below a directory. */
export async function readTree(files: HostFiles, directory: string, prefix = ''): Promise<Tree> {
  const tree: Tree = {};
  for (const name of await files.list(directory)) {
    const path = join(directory, name);
    const kind = await files.kind(path);
    if (kind === 'link') tree[`${prefix}${name}@`] = '';
    else if (kind !== 'directory') tree[prefix + name] = (await files.read(path)) ?? '';
    else if ((await files.list(path)).length === 0) tree[`${prefix}${name}/`] = '';
    else Object.assign(tree, await readTree(files, path, `${prefix}${name}/`));
  }
  return tree;
}

/** Writes files, empty directories and their parents below a directory. */
export async function writeTree(files: HostFiles, directory: string, tree: Tree): Promise<void> {
  await files.makeDirectory(directory);
  for (const [path, text] of Object.entries(tree)) {
    await files.makeDirectory(join(directory, path, path.endsWith('/') ? '.' : '..'));
    if (!path.endsWith('/')) await files.write(join(directory, path), text);
  }
}
