import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

interface Finished {
  request: IncomingMessage;
  socket: Socket;
}

/** Requests that a server has responded to, and whether it had read anything of their bodies before. */
export function finishedRequests() {
  const finished: { socket: Socket; hasReadBody: boolean }[] = [];
  function note(message: unknown): void {
    const { request, socket } = message as Finished; // documented by Node.js
    // Later, Node.js itself discards what is left.
    finished.push({ socket, hasReadBody: request.readableDidRead });
  }
  subscribe('http.server.response.finish', note);
  onTestFinished(() => void unsubscribe('http.server.response.finish', note));
  return finished;
}

/** A connection to a server. `text` is what it has sent until it closed the connection. */
export async function rawConnection(url: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  socket.on('error', () => {}); // servers close connections whose requests they refuse
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(text)));
  await once(socket, 'connect');
  return { socket, closed };
}

/** A request as it is sent. */
export const requestText = (path: string, body: string, headers: readonly string[] = []) =>
  [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Content-Type: application/json',
    'Accept: application/json, text/event-stream',
    `Content-Length: ${body.length}`,
    ...headers,
    '',
    body,
  ].join('\r\n');

/** Begins a session. */
export const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
});
