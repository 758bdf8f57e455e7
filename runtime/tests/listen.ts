import { createServer, type RequestListener, type Server } from 'node:http';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../src/testing/fakes/listening.js';

/** A busy machine is silent for longer than Node.js keeps a connection: the next request on it would fail. */
const BUSY_MS = 60_000;

/** Starts a server on this machine until the test ends. @returns its origin */
export async function listen(server: Server | RequestListener): Promise<string> {
  const { origin, close } = await listenOnLoopback(
    typeof server === 'function' ? createServer({ keepAliveTimeout: BUSY_MS }, server) : server,
  );
  onTestFinished(close);
  return origin;
}
