import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import process from 'node:process';

/**
 * Age in milliseconds at which a program gets a guard: most programs end sooner, and do not need a
 * second process.
 */
const SHORT_MS = 200;

/**
 * The script of the guard. It waits for the end of its input, which comes with that of this
 * process. It has no terminal, and no signal of one ends it.
 */
const SCRIPT =
  'trap "" HUP INT QUIT TERM; read -r _; kill -s TERM -- "$0"; sleep 1; kill -s KILL -- "$0"';

/**
 * Ends a program even if this process ends abruptly: killed, or out of memory.
 * @param target is its process ID; negative for the process group that it leads
 * @param isLasting states that the program is not one of those that end soon: it has a guard at once
 */
export function endWithThisProcess(
  child: Pick<ChildProcess, 'once'>,
  target: number,
  isLasting = false,
): void {
  // Windows has no POSIX shell that could watch this process.
  if (process.platform === 'win32') return;
  let guard: ChildProcess | undefined;
  const startGuard = () => {
    const stdio = ['pipe', 'ignore', 'ignore'] as const;
    guard = spawn('/bin/sh', ['-c', SCRIPT, String(target)], { stdio: [...stdio], detached: true });
    guard.on('error', () => {}); // the program has no guard then
    guard.unref();
    (guard.stdin as Socket | undefined)?.unref(); // a pipe is a socket; absent if none could be opened
  };
  let startTimer: NodeJS.Timeout | undefined;
  if (isLasting) startGuard();
  else startTimer = setTimeout(startGuard, SHORT_MS).unref();
  child.once('exit', () => {
    clearTimeout(startTimer);
    guard?.kill('SIGKILL');
  });
}
