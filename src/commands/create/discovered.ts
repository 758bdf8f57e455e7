import type { CommandContext } from '../../model/command.js';
import { incompleteList } from '../../model/errors/remote.js';
import type { Discovery } from '../../remote/discovery.js';
import { discoverTarget } from '../../remote/discover-target.js';
import { fixedCommand } from '../../remote/npx-package.js';

interface Discovered {
  /** The URL, or the command with its version. */
  server: string;
  offered: Discovery;
}

const known = new WeakMap<CommandContext, Map<string, Discovered>>();

/**
 * What a server offers. Each is asked once, however often the questions are.
 * @param env names of environment variables for a program
 */
export async function discoveredAt(
  context: CommandContext,
  target: string,
  env: readonly string[] = [],
): Promise<Discovered> {
  const servers = known.get(context) ?? new Map<string, Discovered>();
  known.set(context, servers);
  const found = servers.get(target) ?? (await discovered(context, target, env));
  servers.set(target, found);
  const [failure] = found.offered.failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  return found;
}

async function discovered(context: CommandContext, target: string, env: readonly string[]) {
  const server = await fixedCommand(context, target);
  const given = { arguments: [server], lists: { env: [...env] }, values: {}, switches: {} };
  return { server, offered: await discoverTarget(context, given) };
}
