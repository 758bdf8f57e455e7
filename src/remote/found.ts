import { cancelled } from '../model/errors/cli.js';
import type { CommandContext, GivenArguments } from '../model/command.js';
import { invalidSeconds } from '../model/errors/remote.js';
import { discover } from './discover.js';
import type { Discovery } from './discovery.js';
import { explained } from './failure.js';
import { targetOf } from './target.js';

const DEFAULT_SECONDS = 30;

/**
 * The server that a command line names, and what it offers.
 * @throws CliError `remote/…`
 */
export async function found(
  { host, ui, signal }: CommandContext,
  { arguments: words, lists, values }: Pick<GivenArguments, 'arguments' | 'lists' | 'values'>,
): Promise<Discovery> {
  const given = { words, headers: lists.header ?? [], variables: lists.env ?? [] };
  const target = targetOf(given, host.env, host.cwd);
  const timeoutMs = secondsOf(values.timeout) * 1000;
  const control = new AbortController();
  const cancel = () => control.abort(cancelled());
  signal.addEventListener('abort', cancel, { once: true });
  const timeout = new DOMException('', 'TimeoutError');
  const timer = setTimeout(() => control.abort(timeout), timeoutMs);
  try {
    return await ui.progress('Connecting', () => discover(target, timeoutMs, control.signal));
  } catch (error) {
    signal.throwIfAborted();
    throw explained(words.join(' '), error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** @throws CliError `remote/timeout` */
export function secondsOf(text: string | undefined, usual = DEFAULT_SECONDS): number {
  if (text === undefined) return usual;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds < 1 || seconds > 600) throw invalidSeconds(text);
  return seconds;
}
