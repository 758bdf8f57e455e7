import { loadProvider } from '../provider/loader.js';
import { localPrincipal } from '../provider/principal.js';
import { lineOf } from '../provider/sdk-line.js';
import type { Options } from './command-line.js';
import { chosenProvider } from './commands.js';
import { log } from './log.js';
import type { ServerOptions } from './options.js';

/** Serves one provider to the client that started this process. */
export async function startStdio(
  { providers }: ServerOptions,
  options: Options,
): Promise<() => Promise<void>> {
  console.log = console.info = console.debug = console.error; // stdout is the protocol
  const provider = chosenProvider(providers, options);
  const { createServer } = (await loadProvider(providers, provider)).mcpInstance;
  const principal = localPrincipal(options.user);
  const { line, provider: served } = await lineOf(createServer, principal);
  return line.serveStdio(served, principal, (level, message, error) =>
    log(level, message, error, { provider }),
  ).close;
}
