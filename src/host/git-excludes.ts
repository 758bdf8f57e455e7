import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { READ_ONLY_GIT_ENVIRONMENT, readOnlyGit } from '../model/git.js';
import { environmentChanges } from './environment.js';

const GIT_MS = 2000;

/**
 * Returns ignore files other than `.gitignore` (gitignore(5)), lowest precedence first, as Git itself
 * reports them, because its configuration consists of several files with includes. Empty without
 * Git.
 */
export function gitExcludes(repository: string): string[] {
  const ofRepository = git(repository, 'rev-parse', '--git-path', 'info/exclude');
  if (ofRepository === undefined) return [];
  const settings = process.env.XDG_CONFIG_HOME || join(homedir(), '.config');
  const ofUser =
    git(repository, 'config', '--type=path', '--get', 'core.excludesFile') ??
    join(settings, 'git', 'ignore');
  return [ofUser, ofRepository].map((path) => resolve(repository, path));
}

/** Returns a line of Git's output; undefined if it fails. */
function git(cwd: string, ...gitArguments: readonly string[]): string | undefined {
  try {
    const [file, ...args] = readOnlyGit(...gitArguments);
    const line = execFileSync(file, args, {
      cwd,
      env: { ...process.env, ...environmentChanges(), ...READ_ONLY_GIT_ENVIRONMENT },
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      timeout: GIT_MS,
    });
    return line.replace(/\r?\n$/, '') || undefined;
  } catch {
    return undefined;
  }
}
