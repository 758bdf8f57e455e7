import { spawn } from 'node:child_process';

export interface Timed {
  label: string;
  run(): Promise<void>;
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

/** Runs a program to its end. @throws Error with what it said where it fails */
export function runNode(args: readonly string[], cwd?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd });
    let said = '';
    child.stderr.on('data', (data) => (said += String(data)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`node ${args.join(' ')}: exit ${code}\n${said}`));
    });
  });
}

/** One line of the report: a ratio beside its budget. */
export function line(label: string, ratio: number, budget: string): string {
  return `${label.padEnd(58)} ${ratio.toFixed(2).padStart(6)}   budget ${budget}`;
}
