import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One row of the report. */
export interface Row {
  what: string;
  /** Of version 0.1.0. */
  before?: string | undefined;
  now: string;
  budget?: string | undefined;
}

export interface Timed {
  label: string;
  run(): Promise<unknown>;
}

/**
 * Seconds of processor time, user and system, that the children of each take: the mean of the rounds, measured in turn, so
 * that a machine that slows down slows all of them. On Linux only.
 */
export async function processorTimes(rows: readonly Timed[], rounds = 15): Promise<number[]> {
  const sums = rows.map(() => 0);
  for (let round = -1; round < rounds; round++) {
    for (const [index, row] of rows.entries()) {
      const before = timeOfChildren();
      await row.run();
      if (round >= 0) sums[index] = (sums[index] ?? 0) + timeOfChildren() - before; // the first round warms up
    }
  }
  return sums.map((sum) => sum / rounds);
}

/** Of all children that have ended: `cutime` and `cstime` of proc(5). */
const timeOfChildren = (): number => secondsIn('self', 13);

/** Seconds of processor time that a process has taken so far: `utime` and `stime` of proc(5). */
export const timeOfProcess = (pid: number): number => secondsIn(pid, 11);

/** The sum of two fields, which are hundredths of seconds. */
function secondsIn(pid: number | 'self', field: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[field]) + Number(fields[field + 1])) / 100;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export const ratio = (one: number, other: number): string => (one / other).toFixed(2);

export const runNode = (args: readonly string[], cwd?: string): Promise<string> =>
  run(process.execPath, args, cwd);

/** Runs a program to its end; returns its output. @throws Error with what it printed where it fails */
export async function run(command: string, args: readonly string[], cwd?: string): Promise<string> {
  const { code, output, printed } = await runToEnd(command, args, cwd);
  if (code === 0) return output;
  throw new Error(`${command} ${args.join(' ')}: exit ${code}\n${printed}${output}`);
}

export interface Ended {
  code: number | null;
  /** On stdout. */
  output: string;
  /** On stderr. */
  printed: string;
}

/** Runs a program to its end, however that is. */
export function runToEnd(command: string, args: readonly string[], cwd?: string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], cwd });
    let output = '';
    let printed = '';
    child.stdout.on('data', (data) => (output += String(data)));
    child.stderr.on('data', (data) => (printed += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output, printed }));
  });
}

/** A folder that exists while the measurement runs. */
export async function inFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mcp-provider-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
