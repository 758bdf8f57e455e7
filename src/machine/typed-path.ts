import type { Host } from '../model/host.js';
import { thisMachine } from './machine.js';

/**
 * Returns a path with the home folder in place of `~`. A shell replaces it, but answers and the
 * arguments of other programs reach no shell, and a folder named `~` is a trap: `rm -r ~` removes
 * another one.
 */
export const typedPath = (host: Host, path: string): string =>
  path.replace(/^~(?=$|[\\/])/, () => thisMachine(host).home);

/** Returns a path as a terminal inserts that of a file which is dropped on it: `My\ Documents`. */
export const unescapePath = (path: string): string => path.replaceAll(/\\(?=[^\w/\\])/g, '');
