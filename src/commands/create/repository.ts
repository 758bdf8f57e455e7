import { dirname, join, relative, sep } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import type { Repository } from '../../model/spec.js';

/** Where `git init` makes a repository, its first branch has this name. */
export const FIRST_BRANCH = 'main';

/** The Git repository that a directory is in, if any. */
export async function repositoryAround(
  files: HostFiles,
  directory: string,
  root = directory,
): Promise<Repository | undefined> {
  const git = join(root, '.git');
  const kind = await files.kind(git);
  if (kind !== null) {
    const branch = kind === 'directory' ? await defaultBranch(files, git) : undefined;
    const below = relative(root, directory).split(sep).join('/');
    return { root, branch: branch ?? FIRST_BRANCH, directory: below };
  }
  const parent = dirname(root);
  return parent === root ? undefined : repositoryAround(files, directory, parent);
}

/** Of the remote repository, or else the current one. */
async function defaultBranch(files: HostFiles, git: string): Promise<string | undefined> {
  const remote = await files.read(join(git, 'refs', 'remotes', 'origin', 'HEAD'));
  const local = await files.read(join(git, 'HEAD'));
  return (
    /^ref: refs\/remotes\/origin\/(\S+)/.exec(remote ?? '')?.[1] ??
    /^ref: refs\/heads\/(\S+)/.exec(local ?? '')?.[1]
  );
}
