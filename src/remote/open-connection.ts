import type { Client, ClientOptions } from '@modelcontextprotocol/client';
import { limitedFetch, REMOTE_LIMITS } from '../../runtime/src/remote/limited-fetch.js';
import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import { isUnauthorized } from '../../runtime/src/remote/unauthorized.js';
import type { CommandContext } from '../model/command.js';
import { runCancelled } from '../model/errors/cli.js';
import { signInRequired } from '../model/errors/remote.js';
import { version } from '../model/version.gen.js';
import { connectionFailure } from './connection-failure.js';
import { connectTo } from './http-sse.js';

interface OpenOptions {
  /** Name of the server in messages. */
  label: string;
  /** Timeout for connecting, in milliseconds. */
  connectMs: number;
  /** Timeout for each response, in milliseconds. */
  responseMs: number;
  capabilities: NonNullable<ClientOptions['capabilities']>;
  /** Hint if the program ends. */
  endedHint?: string | undefined;
}

/**
 * Connects to a server; the caller closes the connection.
 * @throws CliError `remote/unreachable`, `remote/sign-in`
 */
export async function openConnection(
  context: CommandContext,
  target: RemoteTarget,
  { label, connectMs, responseMs, capabilities, endedHint }: OpenOptions,
): Promise<Client> {
  const client = { name: 'mcp-provider', version };
  const options = { capabilities };
  const fetch = limitedFetch({ ...REMOTE_LIMITS, timeoutMs: responseMs });
  const timeoutMs = connectMs;
  return withinTime(context, label, connectMs, async (signal) => {
    try {
      return await connectTo(target, { client, options, fetch, timeoutMs, signal });
    } catch (error) {
      throw isUnauthorized(error)
        ? signInRequired(label)
        : connectionFailure(label, error, endedHint);
    }
  });
}

/**
 * Does work with the server `label`, until `timeoutMs` have passed since the last `alive`, or the
 * command is cancelled.
 * @throws CliError `remote/unreachable`
 */
export async function withinTime<T>(
  { ui, signal }: Pick<CommandContext, 'ui' | 'signal'>,
  label: string,
  timeoutMs: number,
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const control = new AbortController();
  const cancel = () => control.abort(runCancelled());
  signal.addEventListener('abort', cancel, { once: true });
  const timeout = new DOMException('', 'TimeoutError');
  let timer: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(timeout), timeoutMs);
  };
  alive();
  try {
    return await ui.transientProgress('Connecting…', () => work(control.signal, alive));
  } catch (error) {
    signal.throwIfAborted();
    throw connectionFailure(label, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
