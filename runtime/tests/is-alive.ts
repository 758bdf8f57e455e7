import { readFileSync } from 'node:fs';

/** Returns whether a process runs (on Linux). One that has ended but whose parent has not read its exit code does not. */
export function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
