import { resolve } from 'node:path';
import { type ManagedServer, targetOf } from '../../../runtime/src/agent/client-manager.js';
import { readServers } from '../../../runtime/src/agent/read-servers.js';
import type { RemoteTarget } from '../../../runtime/src/remote/target.js';
import { StartError } from '../../../runtime/src/utils/start-error.js';
import type { CommandContext } from '../../model/command.js';
import { serversFile, twoTargets } from '../../model/errors/chat.js';
import type { Session } from '../../session/server-target.js';

/** The user of this machine: a configuration file has one account for each server. */
const USER = 'local';

/**
 * The servers of a configuration file, which replaces a target; without those that are off.
 * @throws CliError `chat/servers`
 */
export async function serversIn(
  { host }: CommandContext,
  file: string,
  target: readonly string[],
): Promise<Session[]> {
  if (target.length > 0) throw twoTargets();
  try {
    const servers = Object.entries(await readServers(resolve(host.cwd, file), host.env));
    const enabled = servers.filter(([, { enabled = true }]) => enabled);
    return await Promise.all(
      enabled.map(async ([name, server]) => ({
        target: await signedIn(server),
        label: name,
        provider: name,
      })),
    );
  } catch (error) {
    throw error instanceof StartError ? serversFile(error.message) : error;
  }
}

async function signedIn(server: ManagedServer): Promise<RemoteTarget> {
  const target = targetOf(server, USER);
  const token = await server.token?.(USER);
  if (token === undefined || !('url' in target)) return target;
  return { ...target, headers: { ...target.headers, authorization: `Bearer ${token}` } };
}
