import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './measure.js';
import { PROGRAM } from './projects.js';

const RESPONDING_TOOL = `
const api = async ({ body }: { body?: unknown }) => body;

export const tool: typeof define = (options: any) =>
  define({ ...options, run: (args: unknown, context: object) => options.run(args, Object.assign(context, { api })) }) as never;
`;

/** Builds a project of "writeProject". The tools of its provider "bench" respond without an API, which is not what is measured. */
export async function build(project: string): Promise<void> {
  const instance = join(project, 'src', 'providers', 'bench', 'mcp-instance.ts');
  const text = readFileSync(instance, 'utf8');
  const own = text.replace('export const { tool,', 'export const { tool: define,');
  if (own === text) throw new Error(`${instance} does not export "tool" first.`);
  writeFileSync(instance, own + RESPONDING_TOOL);
  await run(process.execPath, [PROGRAM, 'build'], project);
}

export interface Started {
  url: string;
  pid: number;
  stop(): void;
}

/** A server in a process of its own; it prints its address to stderr. */
export function started(
  args: string[],
  environment: Record<string, string> = {},
  node = process.execPath,
): Promise<Started> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment };
    const child = spawn(node, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let printed = '';
    const late = setTimeout(() => {
      reject(new Error(`The server has not printed an address:\n${printed}`));
      child.kill();
    }, 10_000);
    child.stderr.on('data', (data) => {
      if (printed.length > 10_000) return; // one line a call
      printed += String(data);
      const [url] = /http:\/\/127\.0\.0\.1:\d+[\w/]*\/mcp/.exec(printed) ?? [];
      if (!url) return;
      clearTimeout(late);
      resolve({ url, pid: child.pid ?? NaN, stop: () => void child.kill() });
    });
    child.on('close', () => {
      clearTimeout(late);
      reject(new Error(printed));
    });
  });
}
