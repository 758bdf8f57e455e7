import type { CommandContext } from '../../model/command.js';
import { incompleteList } from '../../model/errors/remote.js';
import type { Discovery } from '../../remote/discovery.js';
import { discoverTarget } from '../../remote/discover-target.js';

const known = new WeakMap<CommandContext, Map<string, Discovery>>();

/** Each server is asked once, however often the questions are. */
export async function discoveredAt(context: CommandContext, target: string): Promise<Discovery> {
  const servers = known.get(context) ?? new Map<string, Discovery>();
  known.set(context, servers);
  const offered =
    servers.get(target) ??
    (await discoverTarget(context, { arguments: [target], lists: {}, values: {}, switches: {} }));
  servers.set(target, offered);
  const [failure] = offered.failures;
  if (failure) throw incompleteList(failure.list, failure.message);
  return offered;
}
