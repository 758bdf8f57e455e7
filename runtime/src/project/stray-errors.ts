import { AsyncResource } from 'node:async_hooks';
import { sourceStack } from '../node/source-stack.js';
import { log } from './log.js';

/** More of them, and something fails without end, such as the log itself. */
const MOST = 100;

/**
 * Errors that no call awaits: in a timer or an event of a provider's code, or of a promise that it has left. Node.js would
 * end the process, and with it the calls of all users. Each one is a line of the log; `stop` is called for the first, because
 * nothing is known of what the error has left behind.
 */
export function onStrayError(providers: readonly string[], stop: () => void): void {
  let count = 0;
  const note = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin) => {
    if (++count > MOST) process.exit(1);
    const provider = providerOf(error, providers);
    const what =
      origin === 'unhandledRejection' ? 'rejection that no call awaits' : 'error outside of a call';
    log('error', `${what}: the server stops`, error, { ...(provider && { provider }) });
    if (count === 1) stop();
  };
  process.on('uncaughtException', AsyncResource.bind(note));
}

/** Warnings of Node.js and of packages become lines of the log, unless the process was told to show none. */
export function logWarnings(): void {
  const ofNode = process.listeners('warning').find(({ name }) => name === 'onWarning');
  if (!ofNode) return;
  process.off('warning', ofNode);
  process.on('warning', (warning) => log('info', 'warning', warning));
}

/** The provider whose code has thrown, by the folder of a file in the stack. */
function providerOf(error: unknown, providers: readonly string[]): string | undefined {
  if (providers.length === 1) return providers[0];
  const names = new Set(providers);
  const stack = error instanceof Error ? sourceStack(String(error.stack)) : '';
  const [, name] =
    [...stack.matchAll(/[\\/]providers[\\/](\w+)[\\/]/g)].find(([, each = '']) =>
      names.has(each),
    ) ?? [];
  return name;
}

/** The first signal asks, the second ends the process. */
export function onSignal(stop: () => void): void {
  let isAsked = false;
  const ask = AsyncResource.bind(() => {
    if (isAsked) process.exit(1);
    isAsked = true;
    stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const) process.on(signal, ask);
}
