import { setTimeout as sleep } from 'node:timers/promises';
import { localCalls } from '../call/call-limit.js';
import { startChecks } from '../call/upstream-server.js';
import { localPrincipal } from '../identity/principal.js';
import { ownStdout } from '../node/own-stdout.js';
import { log } from '../project/log.js';
import { loadServed } from '../provider/loader.js';
import { sdkLineOf } from '../provider/sdk-line.js';
import { onlyItem } from '../utils/only-item.js';
import { checkToolChoice } from './check-tool-choice.js';
import type { Options } from './command-line.js';
import type { Close, ServedProviders } from './options.js';

/** How often a server that stops looks whether calls are in progress. */
const IDLE_MS = 20;
/** Time for the responses to calls that were ended. */
const ANSWER_MS = 100;

/**
 * The error of a platform that starts a web server: it has no client on stdin, and would restart
 * the process again and again without a reason.
 */
const WITHOUT_CLIENT =
  'error: stdin ended without a message: over stdio, an MCP client starts this server. To serve HTTP, add "--transport http".\n';

/**
 * Serves one provider, or all of them, to the client that started this process.
 * @param onEnd runs when the client has closed its end
 */
export async function startStdio(
  { providers }: ServedProviders,
  options: Options,
  onEnd: () => void,
): Promise<Close> {
  ownStdout(); // before the code of a provider runs
  const names = options.provider === undefined ? Object.keys(providers) : [options.provider];
  const modules = await Promise.all(names.map((name) => loadServed(providers, name)));
  const onlyName = onlyItem(names);
  if (process.stdin.isTTY) process.stderr.write(terminalNotice(names));
  const principal = localPrincipal(options.user);
  await startChecks(
    modules.map(({ mcpInstance }) => mcpInstance.tool),
    principal,
  );
  const parts = modules.map(({ mcpInstance: { PROVIDER_NAME: name, createServer } }) => ({
    name,
    ...sdkLineOf(createServer, principal),
  }));
  checkToolChoice(parts);
  for (const { name, provider } of parts)
    if (provider.webhooks)
      log(
        'info',
        'Over stdio, no webhooks are received. To receive them, add "--transport http".',
        undefined,
        { provider: name },
      );
  const serving =
    onlyItem(parts) ?? (await import('./all-providers.js')).allProviders(parts, 'All providers');
  const { answered, close } = await serving.line.serveStdio(
    serving.provider,
    principal,
    (level, message, error) =>
      log(level, message, error, {
        ...(onlyName !== undefined && { provider: onlyName }),
      }),
  );
  let isAnswered = false;
  void answered.then(() => {
    isAnswered = true;
    onEnd();
  });
  process.stdin.once('end', onEnd).once('close', onEnd);
  const isBusy = () => localCalls.size > 0 || (process.stdin.readableEnded && !isAnswered);
  return async (deadline) => {
    do await sleep(IDLE_MS);
    while (isBusy() && performance.now() < deadline());
    if (localCalls.size > 0) {
      localCalls.end();
      await sleep(ANSWER_MS);
    }
    await close();
    if (process.stdin.readableEnded && !process.stdin.bytesRead) {
      process.stderr.write(WITHOUT_CLIENT);
      process.exitCode = 1;
    }
  };
}

/** Returns the first lines in a terminal, in which nothing else would appear. */
const terminalNotice = (providers: readonly string[]): string =>
  [
    '',
    `MCP server ${providers.map((name) => `"${name}"`).join(', ')} is waiting for messages of an MCP client on stdin.`,
    '',
    '  Clients  start this command themselves',
    '  HTTP     --transport http',
    '  Stop     Ctrl+C',
    '',
    '',
  ].join('\n');
