import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Returns whether a path is the folder or inside it; both are absolute. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside.split(sep)[0] !== '..' && !isAbsolute(inside);
}

/**
 * Returns whether `token_path` keeps credentials out of the project, where they are one "git add" away from being
 * published: an absolute path is outside of it, and a relative one stays below the folder that it is relative to.
 */
export const isTokenPath = (root: string, path: string): boolean =>
  isAbsolute(path) !== isWithin(root, resolve(root, path));

/** The rule for `token_path`, to follow its name. */
export const tokenPathRule =
  'must stay below the data folder, or be an absolute path outside the project';
