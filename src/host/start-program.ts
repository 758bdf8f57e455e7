import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { endWithThisProcess } from '../../runtime/src/node/guard.js';
import type { RunningProgram, StartOptions } from '../model/host.js';

/** Time in milliseconds to end after SIGTERM. */
const GRACE_MS = 10_000;

/** Starts a program that runs in parallel with this one and ends together with it. */
export function startProgram(
  [file, ...args]: readonly [string, ...string[]],
  { cwd, env, onLine, onMessage, onEnd, isUrgent = true }: StartOptions,
): RunningProgram {
  const child = spawn(file, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: onMessage ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', onLine);
  child.on('message', (message) => onMessage?.(message));
  child.once('error', (error) => onLine(error.message)).once('close', onEnd);
  if (!isUrgent && child.pid !== undefined) lowerPriority(child.pid);
  if (child.pid !== undefined) endWithThisProcess(child, child.pid, true);
  const end = () => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  return {
    send(message) {
      if (child.connected) child.send(message);
    },
    stop() {
      child.kill('SIGTERM');
      setTimeout(end, GRACE_MS).unref();
    },
  };
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // The process has ended, or the system has no priorities.
  }
}
