import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './measure.js';
import { PROGRAM } from './projects.js';

const RESPONDING_CLIENT = `import type { CallApi } from 'mcp-provider/api';

export const callApi: CallApi = async ({ body }) => ({ body, headers: new Headers() });
`;

/** Builds a project of "writeProject". The tools of its provider "bench" respond without an API, which is not what is measured. */
export async function build(project: string): Promise<void> {
  const client = join(project, 'src', 'providers', 'bench', 'api', 'client.ts');
  writeFileSync(client, RESPONDING_CLIENT);
  await run(process.execPath, [PROGRAM, 'build'], project);
}

/** A server in a process of its own; it prints its address to stderr. */
export function started(args: string[]): Promise<{ url: string; stop(): void }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
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
      resolve({ url, stop: () => void child.kill() });
    });
    child.on('close', () => {
      clearTimeout(late);
      reject(new Error(printed));
    });
  });
}
