import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { median } from '../measure.js';

/** The server of a project in a process of its own, and what it uses (Linux only). */
export async function startServer(root: string, port: number) {
  const args = [join(root, 'dist', 'server.js'), '--transport', 'http', '--port', `${port}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const lines = createInterface(child.stderr);
  const [first] = (await once(lines, 'line')) as [string]; // Node's readline
  if (!first.includes('/mcp')) throw new Error(first);
  const samples: { megabytes: number; descriptors: number }[] = [];

  function sample(): void {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
    const descriptors = readdirSync(`/proc/${child.pid}/fd`).length;
    samples.push({ megabytes: Math.round(Number(kilobytes) / 1024), descriptors });
  }

  /** Medians of the second and the last third: the first one warms up. */
  function use() {
    const third = Math.floor(samples.length / 3);
    const of = (from: number, key: 'megabytes' | 'descriptors') =>
      median(samples.slice(from, from + third).map((one) => one[key]));
    const at = (from: number) => ({
      megabytes: of(from, 'megabytes'),
      descriptors: of(from, 'descriptors'),
    });
    return { before: at(third), after: at(2 * third) };
  }

  async function stop(): Promise<void> {
    child.kill();
    await once(child, 'exit');
  }
  return { sample, use, stop };
}
