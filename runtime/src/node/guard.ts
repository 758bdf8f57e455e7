import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import process from 'node:process';

/** Most programs end sooner; only others are worth a second process. */
const SHORT_MS = 200;

/** Waits for the end of its input, which comes with that of this process. It has no terminal, and no signal of one ends it. */
const SCRIPT =
  'trap "" HUP INT QUIT TERM; read -r _; kill -s TERM -- "$0"; sleep 1; kill -s KILL -- "$0"';

/**
 * Ends a program also where this process ends without a word: killed, or out of memory.
 * @param target its process ID; negative for the process group that it leads
 */
export function endWithThisProcess(child: Pick<ChildProcess, 'once'>, target: number): void {
  // Windows has no such shell.
  if (process.platform === 'win32') return;
  let guard: ChildProcess | undefined;
  const begin = setTimeout(() => {
    const stdio = ['pipe', 'ignore', 'ignore'] as const;
    guard = spawn('/bin/sh', ['-c', SCRIPT, String(target)], { stdio: [...stdio], detached: true });
    guard.on('error', () => {}); // the program has no guard then
    guard.unref();
    (guard.stdin as Socket).unref(); // of a pipe
  }, SHORT_MS).unref();
  child.once('exit', () => {
    clearTimeout(begin);
    guard?.kill('SIGKILL');
  });
}
