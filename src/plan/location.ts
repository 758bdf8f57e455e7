import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { unsafePath } from '../model/errors/path.js';
import { doublePath, notADirectory } from '../model/errors/plan.js';
import type { HostFiles } from '../model/host.js';
import { type RelPath, relPath } from '../model/path.js';

/**
 * Where a path below `root` really is: links inside the root are followed, whatever is not there yet is kept.
 * @throws CliError `path/unsafe` where a link leads out of the root, `plan/not-a-directory` where a file is in the way
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
  const real = await files.realPath(ancestor());
  const inside = relative(await files.realPath(root), real);
  if (inside.split(sep)[0] === '..' || isAbsolute(inside)) {
    throw unsafePath(path, 'a link in it points outside the project');
  }
  const missing = names.slice(depth);
  if (missing.length > 0 && (await files.kind(real)) !== 'directory')
    throw notADirectory(ancestor());
  return relPath([...inside.split(sep).filter(Boolean), ...missing].join('/'));
}

/** The topmost directory that has to be made for `path` to be there; `path` itself where it is there. */
export async function topmostMissing(files: HostFiles, path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path || (await files.kind(parent)) !== null) return path;
  return topmostMissing(files, parent);
}

/**
 * Two paths may be one place: with the same letters on a disk that ignores case, or as a file and the directory of another.
 * @throws CliError `plan/double`
 */
export function refuseDoubles(paths: readonly RelPath[]): void {
  const taken = new Map<string, { name: string; owner: RelPath }>();
  for (const path of paths) {
    const names = path.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const name = names.slice(0, depth).join('/');
      const key = folded(name);
      const other = taken.get(key);
      const bothDirectories = name !== path && other?.name !== other?.owner;
      if (other && !(other.name === name && bothDirectories)) throw doublePath(other.owner, path);
      taken.set(key, { name, owner: path });
    }
  }
}

/**
 * The same for a new file and what is on the disk already.
 * @throws CliError `plan/double`
 */
export async function refuseDoubleOf(files: HostFiles, root: string, path: RelPath): Promise<void> {
  const names = path.split('/');
  for (const [depth, name] of names.entries()) {
    const above = names.slice(0, depth);
    const present = await files.list(join(root, ...above));
    if (present.includes(name)) continue;
    const double = present.find((each) => folded(each) === folded(name));
    if (double !== undefined) throw doublePath([...above, double].join('/'), path);
    return;
  }
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();
