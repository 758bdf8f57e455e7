import { dirname, join, relative, resolve, sep } from 'node:path';
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
    const branch = await defaultBranch(
      files,
      kind === 'directory' ? git : await linked(files, git),
    );
    const below = relative(root, directory).split(sep).join('/');
    return { root, branch: branch ?? FIRST_BRANCH, directory: below };
  }
  const parent = dirname(root);
  return parent === root ? undefined : repositoryAround(files, directory, parent);
}

/** The directory that the file `.git` of a worktree or submodule names (gitrepository-layout). */
async function linked(files: HostFiles, git: string): Promise<string> {
  const [, directory = ''] = /^gitdir: (.+)/.exec((await files.read(git)) ?? '') ?? [];
  return resolve(dirname(git), directory);
}

/** Of the remote repository, or else the current one. A worktree shares the references of its repository. */
async function defaultBranch(files: HostFiles, git: string): Promise<string | undefined> {
  const shared = resolve(git, (await files.read(join(git, 'commondir')))?.trim() ?? '.');
  const remote = await files.read(join(shared, 'refs', 'remotes', 'origin', 'HEAD'));
  const local = await files.read(join(git, 'HEAD'));
  return (
    /^ref: refs\/remotes\/origin\/(\S+)/.exec(remote ?? '')?.[1] ??
    // The reftable format keeps the branch elsewhere and writes ".invalid" here.
    /^ref: refs\/heads\/(?!\.invalid)(\S+)/.exec(local ?? '')?.[1]
  );
}
