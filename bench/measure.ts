import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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

/** Median milliseconds of each, measured in turn so that a machine that slows down slows all of them. */
export async function medians(rows: readonly Timed[], rounds = 15): Promise<number[]> {
  const samples = rows.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, row] of rows.entries()) {
      const started = performance.now();
      await row.run();
      if (round >= 0) samples[index]?.push(performance.now() - started); // the first round warms up
    }
  }
  return samples.map(median);
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
