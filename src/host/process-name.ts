import { readFileSync, readlinkSync } from 'node:fs';
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

/**
 * Ids of processes mean something only in their own namespace, and the first namespace has the same number on all machines:
 * containers and machines share directories, not processes.
 */
function namespace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').replace(/\W/g, '');
    return `${boot}n${/\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? 0}`;
  } catch {
    return '0';
  }
}

/**
 * Process id, start time, namespace and the current time in seconds. The id alone is given again, in a container as soon as
 * it is started anew.
 */
export function processName(pid: number): string {
  const now = Math.floor(Date.now() / 1000);
  return `${pid}-${look(pid)?.start ?? 0}-${namespace()}-${now}`;
}

/** No command changes files for longer. */
const LONGEST_CHANGE_SECONDS = 5 * 60;

/**
 * Whether the process of that name has neither ended nor been followed by another of its id. Where that cannot be seen, as
 * for one of another container, it counts as running for some minutes at most.
 */
export function isRunning(name: string): boolean {
  const [pid = '', start, home = namespace(), named] = name.split('-');
  const isRecent = Date.now() / 1000 - Number(named) < LONGEST_CHANGE_SECONDS;
  if (home !== namespace()) return isRecent;
  if (start !== '0') {
    const found = look(Number(pid));
    return found !== null && found.start === start && found.state !== 'Z';
  }
  try {
    return isRecent && process.kill(Number(pid), 0);
  } catch (error) {
    // EPERM: it runs, and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
