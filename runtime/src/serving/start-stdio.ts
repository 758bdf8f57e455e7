import { setTimeout as sleep } from 'node:timers/promises';
import { localCalls } from '../call/call-limit.js';
import { startChecks } from '../call/upstream-server.js';
import { localPrincipal } from '../identity/principal.js';
import { ownStdout } from '../node/own-stdout.js';
import { log } from '../project/log.js';
import { loadServed } from '../provider/loader.js';
import { lineOf } from '../provider/sdk-line.js';
import type { Options } from './command-line.js';
import { chosenProvider } from './commands.js';
import type { Close, ServedProviders } from './options.js';

/** How often a server that stops looks whether calls are in progress. */
const IDLE_MS = 20;
/** For the responses to calls that were ended. */
const ANSWER_MS = 100;

/**
 * Serves one provider to the client that started this process.
 * @param onEnd runs when the client has closed its end
 */
export async function startStdio(
  { providers }: ServedProviders,
  options: Options,
  onEnd: () => void,
): Promise<Close> {
  ownStdout(); // before the code of a provider runs
  const provider = chosenProvider(providers, options);
  const { createServer, tool } = (await loadServed(providers, provider)).mcpInstance;
  if (process.stdin.isTTY) process.stderr.write(forPeople(provider));
  const principal = localPrincipal(options.user);
  await startChecks([tool], principal);
  const { line, provider: served } = lineOf(createServer, principal);
  const { answered, close } = await line.serveStdio(served, principal, (level, message, error) =>
    log(level, message, error, { provider }),
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
  };
}

/** In a terminal nothing else would appear. */
const forPeople = (provider: string): string =>
  [
    '',
    `MCP server "${provider}" is waiting for messages of an MCP client on stdin.`,
    '',
    '  Clients  start this command themselves',
    '  HTTP     --transport http',
    '  Stop     Ctrl+C',
    '',
    '',
  ].join('\n');
