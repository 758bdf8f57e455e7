import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
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
