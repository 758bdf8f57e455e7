import { dirname, join, relative, sep } from 'node:path';
import type { HostFiles } from '../model/host.js';
import { Ignoring, type IgnoreText } from './gitignore.js';

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

/**
 * What Git ignores at and below a directory, as far as files outside it say so: those of the user and of the repository,
 * and `.gitignore` from the repository's root down to the directory.
 */
export async function ignoringIn(files: HostFiles, directory: string): Promise<Ignoring> {
  const repository = await repositoryOf(files, directory);
  const read = async (path: string) => (await files.read(path).catch(() => null)) ?? [];
  const found: IgnoreText[] = [];
  for (const at of upFrom(directory, repository)) {
    const below = relative(repository, at).split(sep).join('/');
    for (const text of [await read(join(at, '.gitignore'))].flat())
      found.unshift({ below: below === '' ? '' : `${below}/`, text });
  }
  const ofAll = await Promise.all((await files.gitExcludes(repository)).map(read));
  return new Ignoring(
    [...ofAll.flat().map((text) => ({ below: '', text })), ...found],
    relative(repository, directory).split(sep).join('/'),
  );
}
