import { execFileSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { READING_GIT, readingGit } from '../model/git.js';
import { environmentChanges } from './environment.js';

const GIT_MS = 2000;

/**
 * The files of gitignore(5) beside `.gitignore`, the weakest first, as Git itself names them: its configuration has several
 * files, which include others. None where there is no Git.
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

/** A line that Git prints; undefined where it fails. */
function git(cwd: string, ...words: readonly string[]): string | undefined {
  try {
    const [file, ...args] = readingGit(...words);
    const line = execFileSync(file, args, {
      cwd,
      env: { ...process.env, ...environmentChanges(), ...READING_GIT },
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
      timeout: GIT_MS,
    });
    return line.replace(/\r?\n$/, '') || undefined;
  } catch {
    return undefined;
  }
}
