import type { CommandContext, GivenArguments } from '../../model/command.js';
import { incompleteList } from '../../model/errors/remote.js';
import type { Discovery } from '../../remote/discovery.js';
import { discoverTarget } from '../../remote/discover-target.js';
import { fixedCommand } from '../../remote/npx-package.js';

interface Discovered {
  /** The URL, or the command with its version. */
  server: string;
  offered: Discovery;
}

type Lists = GivenArguments['lists'];

const known = new WeakMap<CommandContext, Map<string, Discovered>>();

/**
 * What a server offers. Each is asked once, however often the questions are.
 * @param lists names of environment variables for a program, headers for a URL
 */
export async function discoveredAt(
  context: CommandContext,
  target: string,
  lists: Lists = {},
): Promise<Discovered> {
  const servers = known.get(context) ?? new Map<string, Discovered>();
  known.set(context, servers);
  const found = servers.get(target) ?? (await discovered(context, target, lists));
  servers.set(target, found);
  const [failure] = found.offered.failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  return found;
}

async function discovered(context: CommandContext, target: string, lists: Lists) {
  const server = await fixedCommand(context, target);
  const given = { arguments: [server], lists, values: {}, switches: {} };
  return { server, offered: await discoverTarget(context, given) };
}
