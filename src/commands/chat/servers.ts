import { dirname } from 'node:path';
import { connectionTarget, type ManagedServer } from '../../../runtime/src/agent/client-manager.js';
import { readServerEntry } from '../../../runtime/src/agent/read-servers.js';
import type { RemoteTarget } from '../../../runtime/src/remote/target.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { StartError } from '../../../runtime/src/utils/start-error.js';
import { promptsInFile } from '../../client-config/servers-in-file.js';
import { readEntry } from '../../clients/entry/merge.js';
import type { CommandContext } from '../../model/command.js';
import { conflictingTargets, serversFile as serversFileError } from '../../model/errors/chat.js';
import { type Json } from '../../model/json.js';
import type { ServerSession } from '../../session/server-target.js';
import { type ServersFile, serversFile } from '../../sources/mcp/client-servers.js';

/** The only user, because a configuration file has one account for each server. */
const USER = 'local';

/**
 * Returns the servers of any client's configuration file, which replaces a target. Disabled servers
 * are skipped; invalid ones are skipped with a warning.
 * @throws CliError `chat/servers`, `create/client`
 */
export async function serversIn(
  context: CommandContext,
  path: string,
  target: readonly string[],
): Promise<ServerSession[]> {
  if (target.length > 0) throw conflictingTargets();
  const { host, ui } = context;
  const file = await serversFile(host, path);
  if (file.text === '') throw serversFileError(`${file.path}: it cannot be read.`);
  if (file.entriesByName.size === 0) throw serversFileError(`${file.path}: it has no servers.`);
  const env = { ...host.env, workspaceFolder: host.cwd };
  const sessions: ServerSession[] = [];
  const failures: string[] = [];
  for (const [name, entry] of file.entriesByName) {
    if (isObject(entry) && (entry.disabled === true || entry.enabled === false)) continue;
    try {
      const completedEntry = await withInputs(context, file, entry);
      const server = readServerEntry(standardEntry(file, completedEntry), dirname(file.path), env);
      sessions.push({ target: await withToken(server), label: name, provider: name });
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      failures.push(`${file.path}: "${name}" ${error.message}`);
    }
  }
  if (failures[0] !== undefined && sessions.length === 0) throw serversFileError(failures[0]);
  for (const failure of failures) ui.warn(`${failure} It is left out.`);
  return sessions;
}

/** Returns an entry in the format of Claude Desktop, whatever client it belongs to. */
function standardEntry({ client }: ServersFile, entry: Json): Json {
  if (!isObject(entry)) return entry;
  const { words: commandWords, url, env, headers } = readEntry(client, entry);
  const [command, ...args] = commandWords;
  return {
    ...entry,
    ...(command !== undefined && { command, args, env }),
    ...(url !== undefined && { url, headers }),
  };
}

/** Returns the entry with the values that the user enters for its inputs. @throws StartError without a terminal */
async function withInputs(
  { ui, signal }: CommandContext,
  { client, text }: ServersFile,
  entry: Json,
): Promise<Json> {
  let source = JSON.stringify(entry);
  for (const [reference, prompt] of promptsInFile(client, text)) {
    if (!source.includes(reference)) continue;
    const { description, default: initial, password } = objectOrEmpty(prompt);
    const isDefault = typeof initial === 'string';
    if (!ui.interactive && !isDefault)
      throw new StartError(`needs ${reference}, which is asked for in a terminal only.`);
    const value = ui.interactive
      ? await (
          await ui.ask(signal)
        ).text({
          message: typeof description === 'string' ? description : reference,
          ...(isDefault && { initial }),
          ...(password === true && { isHidden: true as const }),
        })
      : initial;
    source = source.replaceAll(reference, () => JSON.stringify(value).slice(1, -1));
  }
  return JSON.parse(source) as Json;
}

async function withToken(server: ManagedServer): Promise<RemoteTarget> {
  const target = connectionTarget(server, USER);
  const token = await server.token?.(USER);
  if (token === undefined || !('url' in target)) return target;
  return { ...target, headers: { ...target.headers, authorization: `Bearer ${token}` } };
}
