import { constants } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { commandMissing } from '../model/errors/host.js';
import type { Host } from '../model/host.js';
import { environmentChanges } from './environment.js';

/** Time in milliseconds for programs that handle SIGTERM to end. */
const GRACE_MS = 500;

/**
 * Runs a command without a shell, in a process group of its own, so that its child processes end
 * with it.
 * @throws CliError `exec/missing` if the command does not exist; the reason of `signal` if that was
 * aborted
 */
export const exec: Host['exec'] = async (
  [file, ...args],
  { cwd, env, input = '', onLine, signal, onPrompt, inTerminal = onPrompt !== undefined },
) => {
  const [{ execa }, { endWithThisProcess }] = await Promise.all([
    import('execa'),
    import('../../runtime/src/node/guard.js'),
  ]);
  signal?.throwIfAborted();
  const child = execa(file, args, {
    cwd,
    env: { ...environmentChanges(), ...env },
    ...(onPrompt
      ? { stdio: ['pipe', 'inherit', 'inherit', 'pipe'] }
      : inTerminal
        ? { stdio: 'inherit' }
        : input === ''
          ? { stdin: 'ignore' }
          : { input }),
    all: true,
    reject: false,
    // On Windows this would open a window; `taskkill` finds the process tree without it.
    detached: process.platform !== 'win32' && !inTerminal,
  });
  if (child.pid !== undefined) endWithThisProcess(child, inTerminal ? child.pid : -child.pid);
  let killTimer: NodeJS.Timeout | undefined;
  const stop = () => {
    // It is in the process group of this process; otherwise, the whole group is ended.
    if (inTerminal) return void child.kill();
    endTree(child.pid, 'SIGTERM');
    killTimer = setTimeout(() => endTree(child.pid, 'SIGKILL'), GRACE_MS);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const [stdin, , , prompts] = child.stdio;
    if (onPrompt) await answerPrompts(prompts as Readable, stdin, onPrompt);
    if (onLine) for await (const line of child.iterable({ from: 'all' })) onLine(line);
    const {
      all: interleavedOutput,
      stdout,
      code,
      exitCode,
      signal: endedBy,
      ...rest
    } = await child;
    signal?.throwIfAborted();
    if (code === 'ENOENT') throw commandMissing(file, rest.cause);
    const outputs = { stdout, output: interleavedOutput };
    if (endedBy !== undefined) return { exitCode: 128 + constants.signals[endedBy], ...outputs };
    if (exitCode === undefined) throw rest.cause;
    return { exitCode, ...outputs };
  } finally {
    clearTimeout(killTimer);
    signal?.removeEventListener('abort', stop);
    if (signal?.aborted && !inTerminal) endTree(child.pid, 'SIGKILL');
  }
};

/** Answers until the command closes its file descriptor, or ends. */
async function answerPrompts(
  prompts: Readable,
  answers: Writable,
  onPrompt: (line: string) => Promise<string>,
): Promise<void> {
  answers.on('error', () => {}); // the command has ended
  for await (const line of createInterface({ input: prompts }))
    answers.write(`${await onPrompt(line)}\n`);
}

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
    // The whole group has ended; macOS reports EPERM if only zombies are left.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
