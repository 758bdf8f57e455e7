import { dirname, join } from 'node:path';
import type { HostFiles } from '../model/host.js';

/** The directory of the repository something lies in; itself where there is none. */
export async function repositoryOf(files: HostFiles, directory: string): Promise<string> {
  for (const at of upFrom(directory)) if ((await files.kind(join(at, '.git'))) !== null) return at;
  return directory;
}

/** A directory and those above it, nearest first; up to `top`, where that is above it. */
export function* upFrom(directory: string, top?: string): Generator<string> {
  for (let at = directory; ; at = dirname(at)) {
    yield at;
    if (at === top || dirname(at) === at) return;
  }
}
