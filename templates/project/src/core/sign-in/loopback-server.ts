import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { finished } from 'node:stream';
import { isLoopback } from '../config.js';
import { log } from '../log.js';
import { PAGE_HEADERS, pageResponse } from './pages.js';

export interface AuthServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** Whose sign-in it is. */
  userId: string;
  signal?: AbortSignal;
  timeoutMs?: number;
}

export type SignInOutcome = 'signed-in' | 'timed-out' | 'stopped';

export interface AuthServer {
  /** The address to open. */
  url: string;
  /** Settles once the server has closed. */
  done: Promise<SignInOutcome>;
  close(): Promise<void>;
}

/** What a request is answered with; `signedIn` ends the server once the page has left. */
export interface Answer {
  response: Response;
  signedIn?: boolean;
}

/** `origin` is where this server listens: `http://127.0.0.1:8710`. */
type Handler = (request: Request, origin: string) => Promise<Answer>;

export interface SignInRoutes {
  isSignedIn(): Promise<boolean>;
  /** By method and path: `GET /auth`. */
  routes: Record<string, Handler>;
  /** Another host, with its port, from which requests are passed on to this server. */
  tunnel?: string;
}

const TIMEOUT_MS = 300_000;
const LONGEST_BODY = 64 * 1024;

/** A server for one sign-in on the loopback interface: it ends by itself after success, time-out or abort. */
export async function runLoopbackServer(
  options: AuthServerOptions,
  { isSignedIn, routes, tunnel }: SignInRoutes,
): Promise<AuthServer> {
  const { host, port, signal, timeoutMs = TIMEOUT_MS } = options;
  if (!isLoopback(host))
    throw new Error(`The sign-in server listens on this machine only, not on ${host}`);
  signal?.throwIfAborted();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const origin = `http://${host.includes(':') ? `[${host}]` : host}:${bound}`;
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${bound}`);
  if (tunnel !== undefined) hosts.push(tunnel);
  const table = new Map<string, Handler>(Object.entries({ ...routes, 'GET /status': status }));

  let end: (outcome: SignInOutcome) => void = () => {};
  const ended = new Promise<SignInOutcome>((resolve) => (end = resolve));
  const timer = setTimeout(() => end('timed-out'), timeoutMs);
  const stop = () => end('stopped');
  signal?.addEventListener('abort', stop, { once: true });
  const done = ended.then(async (outcome) => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
    return outcome;
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { response, signedIn } = await route(incoming).catch((error: unknown): Answer => {
      log('error', 'sign-in', error);
      const page = {
        status: 500,
        outcome: 'failed',
        title: 'Something went wrong',
        text: 'Nothing was stored. The log of the server says why.',
      };
      return { response: pageResponse(page, incoming.headers.accept ?? null) };
    });
    outgoing.writeHead(response.status, {
      ...Object.fromEntries(response.headers),
      connection: 'close',
    });
    // Also where the browser has gone meanwhile: what was stored is stored.
    if (signedIn) finished(outgoing, () => end('signed-in'));
    outgoing.end(await response.text());
  }

  async function route(incoming: IncomingMessage): Promise<Answer> {
    const { host: asked = '', origin: from } = incoming.headers;
    // Another host name is DNS rebinding; another origin is another site's form.
    const foreign = !hosts.includes(asked) || (from !== undefined && from !== `http://${asked}`);
    if (foreign)
      return { response: new Response('This address is not served here.\n', { status: 403 }) };
    const url = new URL(incoming.url ?? '/', origin);
    const handler = table.get(`${incoming.method} ${url.pathname}`);
    if (!handler) return { response: new Response('Not found\n', { status: 404 }) };
    const accept = incoming.headers.accept ?? '';
    const type = incoming.headers['content-type'] ?? '';
    const headers = { accept, 'content-type': type };
    const body = incoming.method === 'POST' ? { body: await bodyOf(incoming) } : {};
    const request = new Request(url, { method: incoming.method ?? 'GET', headers, ...body });
    return handler(request, origin);
  }

  async function status(): Promise<Answer> {
    return {
      response: Response.json({ authenticated: await isSignedIn() }, { headers: PAGE_HEADERS }),
    };
  }

  return {
    url: `${origin}/auth`,
    done,
    async close() {
      stop();
      await done;
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of incoming) {
    body += String(chunk);
    if (body.length > LONGEST_BODY) throw new Error('The form is too large');
  }
  return body;
}
