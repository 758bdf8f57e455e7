import { AsyncResource } from 'node:async_hooks';
import { sourceStack } from '../node/source-stack.js';
import { log } from '../project/log.js';

/** Limit of stray errors: beyond it, something fails without end, such as the log itself. */
const MAX_STRAY_ERRORS = 100;

/**
 * Handles errors that no call awaits: in a timer or an event of a provider's code, or of a promise
 * that it has dropped. Node.js would end the process, and with it the calls of all users. Each
 * error is a line of the log; `stop` is called for the first, because its effects are unknown.
 */
export function onStrayError(providers: readonly string[], stop: () => void): void {
  let count = 0;
  const report = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin) => {
    if (++count > MAX_STRAY_ERRORS) process.exit(1);
    const provider = providerOf(error, providers);
    const description =
      origin === 'unhandledRejection' ? 'rejection that no call awaits' : 'error outside of a call';
    log('error', `${description}: the server stops`, error, { ...(provider && { provider }) });
    if (count === 1) stop();
  };
  process.on('uncaughtException', AsyncResource.bind(report));
}

/** Warnings of Node.js and of packages become lines of the log, unless the process was told to show none. */
export function logWarnings(): void {
  const defaultListener = process.listeners('warning').find(({ name }) => name === 'onWarning');
  if (!defaultListener) return;
  process.off('warning', defaultListener);
  process.on('warning', (warning) => log('info', 'warning', warning));
}

/** Returns the provider whose code has thrown, by the folder of a file in the stack. */
function providerOf(error: unknown, providers: readonly string[]): string | undefined {
  if (providers.length === 1) return providers[0];
  const names = new Set(providers);
  const stack = error instanceof Error ? sourceStack(String(error.stack)) : '';
  const [, name] =
    [...stack.matchAll(/[\\/]providers[\\/](\w+)[\\/]/g)].find(([, folder = '']) =>
      names.has(folder),
    ) ?? [];
  return name;
}

/** Handles signals: the first one calls `stop`, the second ends the process. */
export function onSignal(stop: () => void): void {
  let isStopping = false;
  const onStopSignal = AsyncResource.bind(() => {
    if (isStopping) process.exit(1);
    isStopping = true;
    stop();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const)
    process.on(signal, onStopSignal);
}
