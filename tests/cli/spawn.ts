import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Circumstances {
  program?: 'mcp-provider' | 'create-mcp-provider';
  env?: Record<string, string>;
  cwd?: string;
  /** Source that runs before the program, in its process. */
  before?: string;
}

/** Starts the built program as a script would, without a terminal. */
export const start = (
  args: readonly string[],
  { program = 'mcp-provider', env = {}, cwd = ROOT, before = '' }: Circumstances = {},
) =>
  spawn(
    process.execPath,
    [
      `--import=data:text/javascript,${encodeURIComponent(before)}`,
      join(ROOT, 'bin', `${program}.cjs`),
      ...args,
    ],
    { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env.PATH, ...env } },
  );

export async function run(args: readonly string[], circumstances?: Circumstances) {
  const child = start(args, circumstances);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { exit: child.exitCode, stdout, stderr };
}

/** A program `npm` that does nothing but make the folders of packages: `create` looks whether they are there. */
export const NPM = `#!/bin/sh
[ "$1" = install ] || exit 0
for name in $(grep -o '"[@a-z][^"]*": "' package.json | cut -d'"' -f2); do mkdir -p "node_modules/$name"; done
`;
