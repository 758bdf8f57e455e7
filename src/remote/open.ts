import type { Client, ClientOptions } from '@modelcontextprotocol/client';
import { limitedFetch, REMOTE_LIMITS } from '../../runtime/src/remote/limited-fetch.js';
import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import type { CommandContext } from '../model/command.js';
import { signInRequired } from '../model/errors/remote.js';
import { version } from '../model/version.gen.js';
import { connectTo } from './http-sse.js';
import { isUnauthorized } from '../../runtime/src/remote/unauthorized.js';
import { withinTime } from './within-time.js';

export interface OpenOptions {
  /** Name of the server in messages. */
  label: string;
  /** Of connecting. */
  connectMs: number;
  /** Of each response. */
  responseMs: number;
  capabilities: NonNullable<ClientOptions['capabilities']>;
}

/**
 * A connection to a server, until the caller closes it.
 * @throws CliError `remote/unreachable`, `remote/sign-in`
 */
export async function open(
  context: CommandContext,
  target: RemoteTarget,
  { label, connectMs, responseMs, capabilities }: OpenOptions,
): Promise<Client> {
  const client = { name: 'mcp-provider', version };
  const options = { capabilities };
  const fetch = limitedFetch({ ...REMOTE_LIMITS, timeoutMs: responseMs });
  const timeoutMs = connectMs;
  return withinTime(context, label, connectMs, async (signal) => {
    try {
      return await connectTo(target, { client, options, fetch, timeoutMs, signal });
    } catch (error) {
      throw isUnauthorized(error) ? signInRequired(label) : error;
    }
  });
}
