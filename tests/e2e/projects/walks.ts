import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { configWith } from '../../../runtime/tests/small-project.js';
import { buildServer } from './together.js';

const PACKAGES = join(import.meta.dirname, '..', '..', '..', 'node_modules');

interface Additions {
  /** First lines of src/server.ts. */
  imports?: string;
  /** Of the provider. */
  use?: string;
  /** Of `runServer`. */
  options?: string;
  /** Files beside src/server.ts, by name. */
  files?: Record<string, string>;
}

/** Builds a project in the folder, whose provider "walks" has a tool that takes time and reports progress. */
export async function buildWalks(
  folder: string,
  { imports = '', use = '', options = '', files = {} }: Additions = {},
): Promise<void> {
  const server = `${imports}
import { setTimeout as sleep } from 'node:timers/promises';
import { defineProvider } from 'mcp-provider';
import { runServer } from 'mcp-provider/server';
import * as z from 'zod';

const provider = defineProvider({ name: 'walks', version: '1.0.0', use: [${use}] });
provider.tool({
  name: 'walk',
  description: 'Walks.',
  input: z.object({ steps: z.number(), ms: z.number(), luggage: z.string().default('') }),
  async run({ steps, ms, luggage }, { progress }) {
    for (let step = 1; step <= steps; step++) {
      progress?.({ progress: step, total: steps });
      await sleep(ms);
    }
    return \`arrived with \${luggage.length}\`;
  },
});
const none = async () => { throw new Error('There is no sign-in.'); };
await runServer({
  root: import.meta.dirname,
  providers: {
    walks: async () => ({
      mcpInstance: { PROVIDER_NAME: 'walks', ...provider },
      serverAuth: { runAuthServer: none },
      apiAuth: { getCredentials: async () => ({}), saveCredentials: none },
    }),
  },
  ${options}
});
`;
  mkdirSync(join(folder, 'src'));
  symlinkSync(PACKAGES, join(folder, 'node_modules'));
  writeFileSync(join(folder, 'provider-config.yaml'), configWith('walks'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const [name, text] of Object.entries({ ...files, 'server.ts': server }))
    writeFileSync(join(folder, 'src', name), text);
  await buildServer(folder);
}

/**
 * The built server over HTTP, until the test ends. @returns what stops it before, with its exit code
 * @param atEnd of the test; one that runs beside others has its own
 */
export async function startWalks(
  folder: string,
  port: number,
  environment: Record<string, string> = {},
  atEnd: (stop: () => void) => unknown = onTestFinished,
) {
  const args = [join(folder, 'dist', 'server.js'), '--transport', 'http', '--port', `${port}`];
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  atEnd(() => void child.kill('SIGKILL'));
  const [first] = (await once(createInterface(child.stderr), 'line')) as [string]; // Node's readline
  if (!first.includes('/walks/mcp')) throw new Error(first);
  return async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null]; // Node's ChildProcess
    return code;
  };
}
