import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { Server as TcpServer, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { listenFault } from '../../node/listen-fault.js';
import { urlHost } from '../../utils/addresses.js';
import { InProgress } from '../../utils/in-progress.js';
import type { HttpLimits } from './limits.js';

/** A server that listens. */
export interface Listener {
  url: string;
  /**
   * Accepts no more connections, and lets calls in progress finish until the deadline, in
   * milliseconds of `performance.now()`, which can come nearer: then they are ended, and answered.
   * Each response asks its client to close the connection; those without a request are closed after `idleMs`.
   */
  close(idleMs?: number, deadline?: () => number): Promise<void>;
}

const SWEEP_MS = 20;
/** Time for the responses to calls that were ended. */
const ANSWER_MS = 1_000;
/** How often Node.js looks for connections that have exceeded their time. */
const CHECK_MS = 1_000;
/** A connection is not read while so many of its requests wait for the response to the one before (HTTP pipelining). */
const PAUSE_AT_PIPELINED = 16;
/** Pipelined requests, which can arrive in one piece, beyond which the connection is closed. */
const CLOSE_AT_PIPELINED = 256;
const TIMEOUT = 'ERR_HTTP_REQUEST_TIMEOUT';

/**
 * Starts an HTTP server; its `close` lets calls in progress finish for a while, then `endCalls`
 * ends them.
 * @throws StartError if the address cannot be used
 */
export async function listenOn(
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  { host, port }: { host: string; port: number },
  {
    maxConnections,
    headersTimeoutMs,
    requestTimeoutMs,
    responseTimeoutMs,
    keepAliveMs,
    graceMs,
  }: HttpLimits,
  endCalls: () => void,
): Promise<Listener> {
  const server = createServer({
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs), // Node.js refuses more
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: CHECK_MS,
    joinDuplicateHeaders: true, // of two Host or Authorization headers, neither counts
  });
  server.maxConnections = maxConnections;
  const activeResponses = new InProgress<{ outgoing: ServerResponse }>();
  let isClosing = false;
  const queueRequest = pipelines();
  const lastResponses = new WeakMap<Duplex, ServerResponse>();

  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    function run(): void {
      const entry = activeResponses.add({ outgoing });
      outgoing.once('close', () => activeResponses.remove(entry));
      lastResponses.set(incoming.socket, outgoing);
      if (isClosing) askToClose(outgoing);
      // Node.js sees progress when the system takes more of a response. The system keeps megabytes, which a slow client
      // reads for minutes.
      outgoing.setTimeout(responseTimeoutMs, () => {
        if (outgoing.writableLength > 0) outgoing.destroy();
      });
      handle(incoming, outgoing);
    }
    // The response to a pipelined request gets the socket in its turn. Without it, it never emits "close".
    if (outgoing.socket) run();
    else queueRequest(incoming.socket, outgoing, run);
  };
  // After "checkContinue", the client waits for us to ask for the body.
  server.on('request', onRequest).on('checkContinue', onRequest);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Browsers, pools and load balancers connect early: a 408 would be the response to a request that they have not sent yet.
    if (error.code === TIMEOUT && socket instanceof Socket && socket.bytesRead === 0)
      socket.setTimeout(keepAliveMs);
    else refuse(socket, error.code, lastResponses.get(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFault(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === 'object' && address ? address.port : port;

  return {
    url: `http://${urlHost(host)}:${boundPort}`,
    async close(idleMs = 0, deadline) {
      const defaultDeadline = performance.now() + graceMs;
      await acceptWaiting();
      // Asked at once: a client whose connection is closed would open the next one here.
      isClosing = true;
      for (const { outgoing } of activeResponses) askToClose(outgoing);
      // `close` of an HTTP server would end idle connections, on which the next request can be on its way.
      const stopped = new Promise<void>((resolve) =>
        TcpServer.prototype.close.call(server, () => resolve()),
      );
      const idleUntil = performance.now() + idleMs;
      // Connections that are kept alive, or were opened and never used, would hold the server for seconds.
      const sweep = setInterval(() => {
        const late = performance.now() - (deadline?.() ?? defaultDeadline);
        if (late > 0) endCalls();
        if (late > ANSWER_MS) return server.closeAllConnections();
        if (performance.now() < idleUntil) return;
        if (activeResponses.size === 0) server.closeAllConnections();
        else server.closeIdleConnections();
      }, SWEEP_MS);
      await stopped;
      clearInterval(sweep);
      server.close(); // stops its timers
    },
  };
}

/** Statuses of requests that Node.js cannot read, by its code; others are 400. */
const STATUSES: Readonly<Record<string, number>> = {
  [TIMEOUT]: 408,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  HPE_HEADER_OVERFLOW: 431,
};

/** Ends a connection with a status, as Node.js does, unless it is in the middle of a response. */
function refuse(socket: Duplex, code = '', response?: ServerResponse): void {
  const status = STATUSES[code] ?? 400;
  const isAnswering = response?.headersSent === true && !response.writableFinished;
  if (!socket.writable || isAnswering) socket.destroy();
  else
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`, () =>
      socket.destroy(),
    );
}

/** The system resets connections that it has made and this process has not accepted: none may wait when the server closes. */
async function acceptWaiting(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    const began = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    if (performance.now() - began < 1) return; // the event loop has accepted all, and is at its end
  }
}

function askToClose(outgoing: ServerResponse): void {
  if (!outgoing.headersSent) outgoing.setHeader('connection', 'close');
}

/**
 * Runs pipelined requests in their turn, and limits how many wait per connection: each takes about
 * a thousand bytes.
 */
function pipelines() {
  const queues = new WeakMap<Socket, { length: number }>();

  function queueOf(socket: Socket): { length: number } {
    const existing = queues.get(socket);
    if (existing) return existing;
    const queue = { length: 0 };
    queues.set(socket, queue);
    // Node.js resumes the socket to read the next request, and the rest of a body.
    socket.on('resume', () => {
      if (queue.length >= PAUSE_AT_PIPELINED) socket.pause();
    });
    return queue;
  }

  return (socket: Socket, outgoing: ServerResponse, run: () => void): void => {
    const queue = queueOf(socket);
    queue.length++;
    if (queue.length === PAUSE_AT_PIPELINED) socket.pause();
    if (queue.length > CLOSE_AT_PIPELINED) socket.destroy();
    outgoing.once('socket', () => {
      queue.length--;
      if (queue.length === PAUSE_AT_PIPELINED - 1) socket.resume();
      run();
    });
  };
}
