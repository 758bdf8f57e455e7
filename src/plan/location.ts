import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { unsafePath } from '../model/errors/path.js';
import { doublePath, notADirectory } from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';

/**
 * Returns the real location of a path below `root`: links inside the root are followed, missing
 * parts are kept.
 * @throws CliError `path/unsafe` if a link leaves the root, `plan/not-a-directory` if a file is in
 * the way
 */
export async function realLocation(
  files: HostFiles,
  root: string,
  path: RelPath,
): Promise<RelPath> {
  const names = path.split('/');
  let depth = names.length;
  const ancestor = () => join(root, ...names.slice(0, depth));
  while (depth > 0 && (await files.kind(ancestor())) === null) depth--;
  const realAncestor = await files.realPath(ancestor());
  const relativePath = relative(await files.realPath(root), realAncestor);
  if (relativePath.split(sep)[0] === '..' || isAbsolute(relativePath)) {
    throw unsafePath(path, 'a link in it points outside the project');
  }
  const missingNames = names.slice(depth);
  if (missingNames.length > 0 && (await files.kind(realAncestor)) !== 'directory')
    throw notADirectory(ancestor());
  return relPath([...relativePath.split(sep).filter(Boolean), ...missingNames].join('/'));
}

/** Returns the topmost missing directory of `path`; `path` itself if it exists. */
export async function topmostMissing(files: HostFiles, path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path || (await files.kind(parent)) !== null) return path;
  return topmostMissing(files, parent);
}

/**
 * Rejects two paths for one place: names that differ only in case, or a file and a directory with
 * the same path.
 * @throws CliError `plan/double`
 */
export function refuseDoubles(paths: readonly RelPath[]): void {
  const ownersByName = new Map<string, { name: string; owner: RelPath }>();
  for (const path of paths) {
    const names = path.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const name = names.slice(0, depth).join('/');
      const key = foldName(name);
      const otherOwner = ownersByName.get(key);
      const bothDirectories = name !== path && otherOwner?.name !== otherOwner?.owner;
      if (otherOwner && !(otherOwner.name === name && bothDirectories))
        throw doublePath(otherOwner.owner, path);
      ownersByName.set(key, { name, owner: path });
    }
  }
}

/** Rejects a new file whose path conflicts with an existing one. @throws CliError `plan/double` */
export async function refuseDoubleOf(files: HostFiles, root: string, path: RelPath): Promise<void> {
  const names = path.split('/');
  for (const [depth, name] of names.entries()) {
    const parentNames = names.slice(0, depth);
    const existingNames = await files.list(join(root, ...parentNames));
    if (existingNames.includes(name)) continue;
    const double = existingNames.find((existingName) => foldName(existingName) === foldName(name));
    if (double !== undefined) throw doublePath([...parentNames, double].join('/'), path);
    return;
  }
}

const foldName = (name: string) => name.normalize('NFC').toLowerCase();
