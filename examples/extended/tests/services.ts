import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** A token of this subject for this audience. */
export const tokenFor = (subject: string, audience: string) =>
  Buffer.from(JSON.stringify({ subject, audience })).toString('base64url');

/** Environment of the server: its client at the issuer. */
export const INTROSPECTION = {
  INTROSPECTION_CLIENT_ID: 'rooms:server',
  INTROSPECTION_CLIENT_SECRET: 'a secret',
};
const LOGIN = `Basic ${Buffer.from('rooms%3Aserver:a+secret').toString('base64')}`;

/** An issuer of such tokens; those of `nobody` are not active. */
export function startIssuer() {
  return listen((request, response, url) => {
    if (request.method === 'POST' && request.headers.authorization !== LOGIN)
      return void response.writeHead(401).end();
    void text(request).then((body) => {
      const token = new URLSearchParams(body).get('token') ?? 'e30';
      const { subject: sub, audience: aud } = JSON.parse(
        Buffer.from(token, 'base64url').toString(),
      ) as Record<string, string>;
      const active = sub !== 'nobody';
      const exp = Math.floor(Date.now() / 1000) + 60;
      const introspected = { active, sub, aud, client_id: 'test', exp };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body === '' ? metadata(url) : introspected));
    });
  });
}

/** An API that responds with this status. */
export const startApi = (status: number) =>
  listen((_request, response) => response.writeHead(status).end());

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse, url: string) => void,
) {
  const server = createServer((request, response) => handle(request, response, url));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => server.close() };
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  introspection_endpoint: `${issuer}/introspect`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
});

export async function freePort(): Promise<string> {
  const { url, close } = await listen(() => {});
  close();
  return new URL(url).port;
}

/** The built server, with a home directory of its own. */
export function startServer(args: string[], env: Record<string, string> = {}) {
  const home = mkdtempSync(join(tmpdir(), 'rooms-'));
  const server = spawn(
    process.execPath,
    [join(import.meta.dirname, '..', 'dist', 'server.js'), ...args],
    { env: { PATH: process.env.PATH, HOME: home, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  const url = new Promise<URL>((resolve, reject) => {
    server.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
      const [text] = /http:[^\s"]+/.exec(log) ?? [];
      if (text) resolve(new URL(text));
    });
    server.on('exit', () => reject(new Error(log)));
  });
  return {
    /** The first URL in the log. */
    url,
    log: () => log,
    async close() {
      server.kill();
      await once(server, 'close');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
