import { hostname } from 'node:os';
import process from 'node:process';

/** Returns the machine's part of the name, because containers and machines share directories, but not processes. */
const machine = () =>
  hostname()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '') || '0';

/** Returns the name of a process: process id, machine and the current time in seconds. */
export const processName = (pid: number): string =>
  `${pid}-${machine()}-${Math.floor(Date.now() / 1000)}`;

/** Maximum time in which a command changes files. */
const MAX_CHANGE_SECONDS = 5 * 60;

/** Returns whether the process with this name runs. A process of another machine counts as running for some minutes. */
export function isRunning(name: string): boolean {
  const [pid = '', machineName, startSeconds] = name.split('-');
  const isRecent = Date.now() / 1000 - Number(startSeconds) < MAX_CHANGE_SECONDS;
  if (!isRecent) return false;
  if (machineName !== machine()) return true;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM means that it runs and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
