import { constants } from 'node:os';
import process from 'node:process';

import { commandMissing } from '../model/errors/host.js';
import type { Host } from '../model/host.js';
import { endWithThisProcess } from './guard.js';

/** Time to end by itself, for what handles SIGTERM. */
const GRACE_MS = 500;

/**
 * What Git tells the programs of a hook: which repository is theirs (`git rev-parse --local-env-vars`, without its
 * settings). A command that starts in a folder means the repository of that folder.
 */
const ONE_REPOSITORY = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_COMMON_DIR',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
];
/** Changes of the environment, for every program that starts. */
export const ENVIRONMENT = Object.fromEntries(ONE_REPOSITORY.map((name) => [name, undefined]));

/**
 * Runs a command, without a shell, in a process group of its own: what it starts ends with it.
 * @throws CliError `exec/missing` where there is no such command; the reason of `signal` where that was aborted
 */
export const exec: Host['exec'] = async (
  [file, ...args],
  { cwd, input = '', onLine, signal, inTerminal },
) => {
  const { execa } = await import('execa');
  signal?.throwIfAborted();
  const child = execa(file, args, {
    cwd,
    env: ENVIRONMENT,
    ...(inTerminal ? { stdio: 'inherit' } : input === '' ? { stdin: 'ignore' } : { input }),
    all: true,
    reject: false,
    // On Windows this would open a window; `taskkill` finds the tree without it.
    detached: process.platform !== 'win32' && inTerminal !== true,
  });
  if (child.pid !== undefined)
    endWithThisProcess(child, inTerminal === true ? child.pid : -child.pid);
  let killTimer: NodeJS.Timeout | undefined;
  const stop = () => {
    // It is in the process group of this process: the group ends otherwise.
    if (inTerminal) return void child.kill();
    endTree(child.pid, 'SIGTERM');
    killTimer = setTimeout(() => endTree(child.pid, 'SIGKILL'), GRACE_MS);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    if (onLine) for await (const line of child.iterable({ from: 'all' })) onLine(line);
    const { all, stdout, code, exitCode, signal: endedBy, ...rest } = await child;
    signal?.throwIfAborted();
    if (code === 'ENOENT') throw commandMissing(file, rest.cause);
    const printed = { stdout, output: all };
    if (endedBy !== undefined) return { exitCode: 128 + constants.signals[endedBy], ...printed };
    if (exitCode === undefined) throw rest.cause;
    return { exitCode, ...printed };
  } finally {
    clearTimeout(killTimer);
    signal?.removeEventListener('abort', stop);
    if (signal?.aborted && !inTerminal) endTree(child.pid, 'SIGKILL');
  }
};

function endTree(pid: number | undefined, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    void import('execa').then(({ execa }) =>
      execa('taskkill', ['/pid', String(pid), '/t', '/f'], { reject: false }),
    );
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // All of it has ended; macOS says EPERM where only zombies are left.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
