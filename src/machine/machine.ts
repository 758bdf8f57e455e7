import { homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import type { Platform } from '../model/client.js';
import type { Host } from '../model/host.js';

/** What of a computer decides where clients keep their files. */
export interface Machine {
  home: string;
  platform: Platform;
  env: Host['env'];
}

/** Any other system is taken for a kind of Linux. */
export function thisMachine({ env }: Host): Machine {
  const system = platform();
  const supported = system === 'darwin' || system === 'win32' ? system : 'linux';
  const home = supported === 'win32' ? env.USERPROFILE : env.HOME;
  return { home: home || homedir(), platform: supported, env };
}

/** The script behind `npx` that came with this Node.js. */
export async function npxCliOf({ files, node }: Host): Promise<string | undefined> {
  if (node === undefined) return undefined;
  const bin = dirname(node);
  for (const modules of [join(bin, '..', 'lib', 'node_modules'), join(bin, 'node_modules')]) {
    const script = join(modules, 'npm', 'bin', 'npx-cli.js');
    if ((await files.kind(script)) === 'file') return script;
  }
  return undefined;
}
