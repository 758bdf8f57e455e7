import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { inUrl } from '../../provider/addresses.js';
import { StartError } from '../../provider/start-error.js';
import { log } from '../log.js';
import type { HttpLimits } from './limits.js';

export interface Listener {
  url: string;
  close(): Promise<void>;
}

const SWEEP_MS = 20;
const GRACE_MS = 5_000;
/** How often Node.js looks for connections that have exceeded their time. */
const CHECK_MS = 1_000;

/**
 * Listens; `close` lets calls in progress finish for a while, then `cut` ends what never ends by itself.
 * @throws StartError where the address cannot be used
 */
export async function listenOn(
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  { host, port }: { host: string; port: number },
  { maxConnections, headersTimeoutMs, requestTimeoutMs, responseTimeoutMs }: HttpLimits,
  cut: () => Promise<void>,
): Promise<Listener> {
  const server = createServer({
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: CHECK_MS,
    joinDuplicateHeaders: true, // of two Host or Authorization headers, neither counts
  });
  server.maxConnections = maxConnections;
  let calls = 0;
  const begin = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    function run(): void {
      calls++;
      outgoing.once('close', () => calls--);
      // Node.js sees progress where the system takes more of a response. The system keeps megabytes, which a slow client
      // reads for minutes.
      outgoing.setTimeout(responseTimeoutMs, () => {
        if (outgoing.writableLength > 0) outgoing.destroy();
      });
      handle(incoming, outgoing);
    }
    // The response to a pipelined request gets the socket in its turn. Without it, it never emits "close".
    if (outgoing.socket) run();
    else outgoing.once('socket', run);
  };
  // After "checkContinue", the client waits for us to ask for the body.
  server.on('request', begin).on('checkContinue', begin);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${inUrl(host)}:${bound}`,
    async close() {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      // Connections that are kept alive, or were opened and never used, would hold the server for seconds.
      const sweep = setInterval(() => {
        if (calls === 0) server.closeAllConnections();
      }, SWEEP_MS);
      const end = setTimeout(() => {
        void cut()
          .catch((error: unknown) => log('error', 'shutdown', error))
          .finally(() => server.closeAllConnections());
      }, GRACE_MS);
      await stopped;
      clearInterval(sweep);
      clearTimeout(end);
    },
  };
}

function explained(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const faults: Partial<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is already in use. Stop the other process, or choose another port with --port.`,
    EACCES: `Port ${port} needs more rights than this process has. Choose a port above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
    ENOTFOUND: `The host name ${host} is unknown. Choose another with --host.`,
  };
  const fault = faults[error.code ?? ''];
  return fault === undefined ? error : new StartError(fault, { cause: error });
}
