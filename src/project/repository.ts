import { dirname, join } from 'node:path';
import type { HostFiles } from '../model/host.js';

/** Returns the root of the repository that contains a directory; the directory itself if there is none. */
export async function repositoryRoot(files: HostFiles, directory: string): Promise<string> {
  for (const folder of upFrom(directory))
    if ((await files.kind(join(folder, '.git'))) !== null) return folder;
  return directory;
}

/** Returns a directory and its parents, nearest first; up to `top`, if that is one of them. */
export function* upFrom(directory: string, top?: string): Generator<string> {
  for (let folder = directory; ; folder = dirname(folder)) {
    yield folder;
    if (folder === top || dirname(folder) === folder) return;
  }
}
