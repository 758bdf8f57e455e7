import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { listen } from '../listen.js';

interface Settings {
  /** `user:password` that it requires. */
  login?: string;
  /** The status with which it refuses tunnels. */
  refusal?: number;
  /** Certificate and key of its own, with which it reads what is in a tunnel. */
  files: { certificate: string; key: string };
}

/** A proxy that finds every host at one origin, and has a log of what it was asked for. */
export async function startProxy(origin: string, { login, refusal, files }: Settings) {
  const log: string[] = [];
  const tunnels = new Set<Duplex>();
  const isAllowed = ({ headers }: IncomingMessage) =>
    login === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(login).toString('base64')}`;
  const forward = (incoming: IncomingMessage, response: ServerResponse) => {
    const { pathname, search } = new URL(incoming.url ?? '', 'http://x');
    const { method, headers } = incoming;
    delete headers['proxy-authorization'];
    const sent = request(origin + pathname + search, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
      answer.pipe(response);
    });
    sent.on('error', () => response.destroy());
    incoming.pipe(sent);
  };
  const inside = createTlsServer(
    { cert: readFileSync(files.certificate), key: readFileSync(files.key) },
    forward,
  );
  const server = createServer((incoming, response) => {
    log.push(`${incoming.method} ${incoming.url}`);
    if (isAllowed(incoming)) forward(incoming, response);
    else response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
  });
  server.on('connect', (incoming, socket) => {
    log.push(`CONNECT ${incoming.url}`);
    tunnels.add(socket.on('error', () => {}));
    const status = isAllowed(incoming) ? refusal : 407;
    socket.write(`HTTP/1.1 ${status ?? 200} -\r\n\r\n`);
    if (status === undefined) inside.emit('connection', socket);
    else socket.end();
  });
  const address = await listen(server);
  onTestFinished(() => tunnels.forEach((tunnel) => void tunnel.destroy()));
  return { address, host: new URL(address).host, log };
}
