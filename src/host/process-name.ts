import { hostname } from 'node:os';
import process from 'node:process';

/** Containers and machines share directories, not processes. */
const machine = () =>
  hostname()
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '') || '0';

/** Process id, machine and the current time in seconds. */
export const processName = (pid: number): string =>
  `${pid}-${machine()}-${Math.floor(Date.now() / 1000)}`;

/** No command changes files for longer. */
const LONGEST_CHANGE_SECONDS = 5 * 60;

/** Whether the process of that name runs; one of another machine counts as running for some minutes. */
export function isRunning(name: string): boolean {
  const [pid = '', home, named] = name.split('-');
  const isRecent = Date.now() / 1000 - Number(named) < LONGEST_CHANGE_SECONDS;
  if (!isRecent) return false;
  if (home !== machine()) return true;
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it runs, and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
