import { timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { parsedJson } from '../../model/json.js';
import { bodyOf, type Forwarder, respond } from './forward.js';

export interface DevServerOptions {
  forwarder: Forwarder;
  /** The page sends this token with each request, so that other pages cannot. */
  token: string;
  /** Null where the page has no such file. */
  pageFile(name: string): Promise<string | null>;
  /** What the page gets first: an event by name. */
  snapshot(): Record<string, unknown>;
  /** What the page asks for. */
  actions: Readonly<Record<string, (values: Record<string, string>) => Promise<object>>>;
}

export interface DevServer {
  port: number;
  publish(event: string, data: unknown): void;
  close(): void;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
};
/** Paths of the page, which no provider can have. */
const PAGE = '/_dev/';

/** The loopback port: the page, what it asks for, and the MCP endpoints. @throws where the port cannot be used */
export async function devServer(wanted: number, options: DevServerOptions): Promise<DevServer> {
  const pages = new Set<ServerResponse>();
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch((error: unknown) =>
      respond(outgoing, 502, { message: error instanceof Error ? error.message : String(error) }),
    );
  });
  server.requestTimeout = 0; // calls wait for people
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(wanted, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : wanted;

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const refused = refusal(incoming.headers, port);
    if (refused !== undefined) {
      respond(outgoing, 403, { message: refused });
      return;
    }
    const { pathname } = new URL(incoming.url ?? '/', `http://127.0.0.1:${port}`);
    if (pathname === '/') return void outgoing.writeHead(302, { location: PAGE }).end();
    const [, action] = /^\/_dev\/api\/(\w+)$/.exec(pathname) ?? [];
    if (action !== undefined) return api(action, incoming, outgoing);
    if (pathname.startsWith(PAGE)) return file(pathname.slice(PAGE.length), outgoing);
    const [, provider] = /^\/([a-z][a-z0-9_]*)\/mcp$/.exec(pathname) ?? [];
    if (provider !== undefined) return options.forwarder.handle(provider, incoming, outgoing);
    return options.forwarder.pass(incoming, outgoing, { body: await bodyOf(incoming) });
  }

  async function file(name: string, outgoing: ServerResponse): Promise<void> {
    const path = name || 'index.html';
    const [, ending = ''] = /^[a-z-]+\.(html|css|js)$/.exec(path) ?? [];
    const text = ending ? await options.pageFile(path) : null;
    if (text === null) {
      respond(outgoing, 404, { message: 'Not found.' });
      return;
    }
    outgoing.writeHead(200, {
      ...PAGE_HEADERS,
      'content-type': `${TYPES[ending] ?? ''}; charset=utf-8`,
    });
    outgoing.end(text);
  }

  async function api(name: string, incoming: IncomingMessage, outgoing: ServerResponse) {
    if (!isAuthorized(incoming.headers, options.token)) {
      respond(outgoing, 401, { message: 'Open the address that the terminal shows.' });
      return;
    }
    if (name === 'events') {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      for (const [event, data] of Object.entries(options.snapshot()))
        outgoing.write(eventOf(event, data));
      pages.add(outgoing);
      return void outgoing.once('close', () => pages.delete(outgoing));
    }
    const action = Object.hasOwn(options.actions, name) ? options.actions[name] : undefined;
    if (!action || incoming.method !== 'POST') {
      respond(outgoing, 404, { message: 'Not found.' });
      return;
    }
    const values = parsedJson((await bodyOf(incoming)).toString('utf8')) ?? {};
    respond(outgoing, 200, await action(values as Record<string, string>));
  }

  return {
    port,
    publish(event, data) {
      for (const page of pages) page.write(eventOf(event, data));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const eventOf = (event: string, data: unknown) =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Why a request is refused, also one for a static file: DNS rebinding, and pages of other origins. */
function refusal(headers: IncomingHttpHeaders, port: number): string | undefined {
  const ownHosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  const { host = '', origin, 'sec-fetch-site': site = '', 'sec-fetch-mode': mode } = headers;
  if (!ownHosts.includes(host.toLowerCase())) return 'Invalid Host header.';
  if (origin !== undefined && !ownHosts.includes(origin.replace(/^http:\/\//, '')))
    return 'Invalid Origin header.';
  if (['cross-site', 'same-site'].includes(site) && mode !== 'navigate')
    return 'Cross-site request.';
  return undefined;
}

/** Whether a request of the page has the token, which only the terminal shows. */
function isAuthorized({ authorization = '' }: IncomingHttpHeaders, token: string): boolean {
  const given = Buffer.from(authorization.replace(/^Bearer /, ''));
  const expected = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** The page is static and holds no data; it runs its own scripts only. */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
