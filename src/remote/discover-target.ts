import type { CommandContext, GivenArguments } from '../model/command.js';
import { invalidSeconds, uselessOption } from '../model/errors/remote.js';
import { discover } from './discover.js';
import type { Discovery } from './discovery.js';
import type { RemoteTarget } from '../../runtime/src/remote/target.js';
import { isHttp } from '../../runtime/src/remote/target.js';
import { targetOf } from './target.js';
import { withinTime } from './within-time.js';

type Given = Pick<GivenArguments, 'arguments' | 'lists' | 'values' | 'switches'>;

const DEFAULT_SECONDS = 30;

/**
 * The server that a command line names, and what it offers.
 * @throws CliError `remote/…`
 */
export async function discoverTarget(
  context: CommandContext,
  { arguments: words, lists, values, switches }: Given,
): Promise<Discovery> {
  const given = { words, headers: lists.header ?? [], variables: lists.env ?? [] };
  const target = targetOf(given, context.host.env, context.host.cwd);
  if (switches.signIn) await signIn(context, target, values.clientId);
  const timeoutMs = secondsOf(values.timeout) * 1000;
  return withinTime(context, words.join(' '), timeoutMs, (signal, alive) =>
    discover(isHttp(target) ? target : { ...target, onStderr: alive }, timeoutMs, signal),
  );
}

/** Adds the token of the person at this terminal. */
async function signIn(context: CommandContext, target: RemoteTarget, clientId?: string) {
  if (!isHttp(target)) throw uselessOption('--sign-in', 'a URL');
  const { accessTokenFor } = await import('./sign-in.js');
  const token = await accessTokenFor(context, target.url, clientId);
  if (token !== undefined) target.headers = { ...target.headers, authorization: `Bearer ${token}` };
}

/** @throws CliError `remote/timeout` */
export function secondsOf(text: string | undefined, usual = DEFAULT_SECONDS): number {
  if (text === undefined) return usual;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > 600) throw invalidSeconds(text);
  return seconds;
}
