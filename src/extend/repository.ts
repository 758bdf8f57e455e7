import { dirname, join, relative, resolve, sep } from 'node:path';
import type { HostFiles } from '../model/host.js';
import type { Repository } from '../model/spec.js';

/** Name of the first branch that `git init` creates. */
export const FIRST_BRANCH = 'main';

/** Returns the Git repository that contains a directory, if any. */
export async function repositoryAround(
  files: HostFiles,
  directory: string,
  root = directory,
): Promise<Repository | undefined> {
  const git = join(root, '.git');
  const kind = await files.kind(git);
  if (kind !== null) {
    const gitFolder = kind === 'directory' ? git : await linkedDirectory(files, git);
    // A worktree shares the references and the configuration of its repository.
    const sharedDirectory = resolve(
      gitFolder,
      (await files.read(join(gitFolder, 'commondir')))?.trim() ?? '.',
    );
    const branch = await defaultBranch(files, { own: gitFolder, shared: sharedDirectory });
    const github = originOnGitHub((await files.read(join(sharedDirectory, 'config'))) ?? '');
    const relativePath = relative(root, directory).split(sep).join('/');
    return {
      root,
      branch: branch ?? FIRST_BRANCH,
      directory: relativePath,
      ...(github !== undefined && { github }),
    };
  }
  const parent = dirname(root);
  return parent === root ? undefined : repositoryAround(files, directory, parent);
}

const COMMUNITY_FILE =
  /^(\.|(readme|licen[cs]e|changelog|contributing|code_of_conduct|security)(\.|$))/i;

/** Returns whether a repository contains only files that describe it. */
export async function isFreshClone(files: HostFiles, directory: string): Promise<boolean> {
  const names = await files.list(directory);
  return names.includes('.git') && names.every((name) => COMMUNITY_FILE.test(name));
}

/** Returns the directory that the file `.git` of a worktree or submodule names (gitrepository-layout). */
async function linkedDirectory(files: HostFiles, git: string): Promise<string> {
  const [, directory = ''] = /^gitdir: (.+)/.exec((await files.read(git)) ?? '') ?? [];
  return resolve(dirname(git), directory);
}

/** Returns the default branch of the remote repository, or else the current branch. */
async function defaultBranch(
  files: HostFiles,
  { own: worktreeDirectory, shared: repositoryDirectory }: { own: string; shared: string },
): Promise<string | undefined> {
  const remote = await files.read(join(repositoryDirectory, 'refs', 'remotes', 'origin', 'HEAD'));
  const local = await files.read(join(worktreeDirectory, 'HEAD'));
  return (
    /^ref: refs\/remotes\/origin\/(\S+)/.exec(remote ?? '')?.[1] ??
    // The reftable format stores the branch elsewhere and writes ".invalid" here.
    /^ref: refs\/heads\/(?!\.invalid)(\S+)/.exec(local ?? '')?.[1]
  );
}

function originOnGitHub(config: string): string | undefined {
  const [, origin = ''] = /^\[remote "origin"\]\n((?:(?!\[).*\n?)*)/m.exec(config) ?? [];
  const [, url = ''] = /^\s*url\s*=\s*(\S+)/m.exec(origin) ?? [];
  return gitHubUrl(url);
}

/**
 * Returns the URL such as `https://github.com/acme/acme-mcp`, from the forms that Git accepts;
 * undefined for other hosts.
 */
export function gitHubUrl(text: string): string | undefined {
  const [, owner, name] =
    /^(?:(?:git\+)?https?:\/\/(?:[^/@]*@)?|ssh:\/\/git@|git@)?github\.com[:/]([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/i.exec(
      text.trim(),
    ) ?? [];
  return owner === undefined || name === undefined
    ? undefined
    : `https://github.com/${owner}/${name}`;
}
