import { readFileSync } from 'node:fs';
import process from 'node:process';

/** State and start, in clock ticks since boot, of a running process (proc(5), stat, fields 3 and 22). Null elsewhere than on Linux. */
function look(pid: number): { state: string; start: string } | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // It has ended, or this system has no /proc.
  }
  // Field 2 is the name of the program, in parentheses; it may hold blanks and parentheses of its own.
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state, start: fields[18] ?? '' };
}

/** Process id and start time: the id alone is given again, in a container as soon as it is started anew. */
export function processName(pid: number): string {
  return `${pid}-${look(pid)?.start ?? 0}`;
}

/** Whether the process of that name has neither ended nor been followed by another of its id. */
export function isRunning(name: string): boolean {
  const [pid = '', start] = name.split('-');
  if (start !== '0') {
    const found = look(Number(pid));
    return found !== null && found.start === start && found.state !== 'Z';
  }
  try {
    return process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it runs, and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
