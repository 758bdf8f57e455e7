import { createServer, type RequestListener, type Server } from 'node:http';
import { onTestFinished } from 'vitest';
import { listenOnLoopback } from '../src/testing/fakes/listening.js';

/** A server on this machine until the test has ended. @returns its origin */
export async function listen(server: Server | RequestListener): Promise<string> {
  const { origin, close } = await listenOnLoopback(
    typeof server === 'function' ? createServer(server) : server,
  );
  onTestFinished(close);
  return origin;
}
