import type { CommandContext } from '../model/command.js';
import { cancelled } from '../model/errors/cli.js';
import { explained } from './failure.js';

/**
 * Work with the server `label`, until `timeoutMs` have passed since it was last `alive`, or the command is cancelled.
 * @throws CliError `remote/unreachable`
 */
export async function withinTime<T>(
  { ui, signal }: Pick<CommandContext, 'ui' | 'signal'>,
  label: string,
  timeoutMs: number,
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  const control = new AbortController();
  const cancel = () => control.abort(cancelled());
  signal.addEventListener('abort', cancel, { once: true });
  const timeout = new DOMException('', 'TimeoutError');
  let timer: NodeJS.Timeout | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(timeout), timeoutMs);
  };
  alive();
  try {
    return await ui.waiting('Connecting…', () => work(control.signal, alive));
  } catch (error) {
    signal.throwIfAborted();
    throw explained(label, error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
