import { readFileSync } from 'node:fs';

/** Whether a process runs (on Linux): one that has ended may wait for somebody who asks for its exit code. */
export function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
