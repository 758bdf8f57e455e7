import type { RelPath } from '../model/path.js';

/** A path that was read from the disk, name by name: `relPath` would refuse names that only other systems cannot hold. */
export const onDisk = (path: string) => path as RelPath;
