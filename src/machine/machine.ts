import { homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import type { Platform } from '../model/client.js';
import type { Host } from '../model/host.js';

/** The facts about a computer that determine where clients store their files. */
export interface Machine {
  home: string;
  platform: Platform;
  env: Host['env'];
}

/** Returns the facts about this computer; any other system counts as Linux. */
export function thisMachine({ env }: Host): Machine {
  const system = platform();
  const knownPlatform = system === 'darwin' || system === 'win32' ? system : 'linux';
  const homeFolder = knownPlatform === 'win32' ? env.USERPROFILE : env.HOME;
  return { home: homeFolder || homedir(), platform: knownPlatform, env };
}

/** Returns the script of `npx` that belongs to this Node.js. */
export async function npxCliOf({ files, node }: Host): Promise<string | undefined> {
  if (node === undefined) return undefined;
  const bin = dirname(node);
  for (const modules of [join(bin, '..', 'lib', 'node_modules'), join(bin, 'node_modules')]) {
    const script = join(modules, 'npm', 'bin', 'npx-cli.js');
    if ((await files.kind(script)) === 'file') return script;
  }
  return undefined;
}
