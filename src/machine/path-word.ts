import { relative } from 'node:path';

/** Returns a path as an argument, because programs read a word that begins with a hyphen as an option. */
export const pathWord = (path: string): string => (path.startsWith('-') ? `./${path}` : path);

/** Returns a directory relative to the working directory, as users name it. */
export const shownPath = (cwd: string, root: string): string => {
  const path = relative(cwd, root);
  return path === '' ? '.' : path.startsWith('..') ? root : path;
};
