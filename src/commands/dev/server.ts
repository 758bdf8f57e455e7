import { timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { parseJson } from '../../model/json.js';
import { type Forwarder, readBody, respond } from './forward.js';

interface DevServerOptions {
  forwarder: Forwarder;
  /** Token that the page sends with each request, so that other pages cannot send requests. */
  token: string;
  /** Returns the content of a page file; null if the page has no such file. */
  pageFile(name: string): Promise<string | null>;
  /** Returns the text of a resource that is a view; undefined if there is none. */
  view(provider: string, uri: string): Promise<string | undefined>;
  /** Returns the initial events for the page, by name. */
  snapshot(): Record<string, unknown>;
  /** Handlers of the page's requests, by name. */
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

/** Serves the page, its requests and the MCP endpoints on the loopback address. @throws if the port cannot be used */
export async function devServer(
  requestedPort: number,
  options: DevServerOptions,
): Promise<DevServer> {
  const pages = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      respond(response, 502, { message: error instanceof Error ? error.message : String(error) }),
    );
  });
  server.requestTimeout = 0; // calls wait for users
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(requestedPort, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : requestedPort;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusalReason = refusal(request.headers, port);
    if (refusalReason !== undefined) {
      respond(response, 403, { message: refusalReason });
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (pathname === '/') return void response.writeHead(302, { location: PAGE }).end();
    const [, action] = /^\/_dev\/api\/(\w+)$/.exec(pathname) ?? [];
    if (action !== undefined) return api(action, request, response);
    if (pathname === `${PAGE}view`) return view(searchParams, response);
    if (pathname.startsWith(PAGE)) return file(pathname.slice(PAGE.length), response);
    const [, provider] = /^\/([a-z][a-z0-9_]*)\/mcp$/.exec(pathname) ?? [];
    if (provider !== undefined) return options.forwarder.handle(provider, request, response);
    return options.forwarder.pass(request, response, { body: await readBody(request) });
  }

  async function file(name: string, response: ServerResponse): Promise<void> {
    const path = name || 'index.html';
    const [, extension = ''] = /^[a-z-]+\.(html|css|js)$/.exec(path) ?? [];
    const text = extension ? await options.pageFile(path) : null;
    if (text === null) {
      respond(response, 404, { message: 'Not found.' });
      return;
    }
    response.writeHead(200, {
      ...PAGE_HEADERS,
      'content-type': `${TYPES[extension] ?? ''}; charset=utf-8`,
    });
    response.end(text);
  }

  /** Sends the view of a tool, a document of the project or of a remote server: it runs in a frame without an origin. */
  async function view(parameters: URLSearchParams, response: ServerResponse): Promise<void> {
    const [provider, uri] = ['provider', 'uri'].map((name) => parameters.get(name) ?? '');
    const html = await options.view(provider ?? '', uri ?? '');
    response.writeHead(html === undefined ? 404 : 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': VIEW_POLICY,
      'cache-control': 'no-store',
    });
    response.end(html);
  }

  async function api(name: string, request: IncomingMessage, response: ServerResponse) {
    if (!isAuthorized(request.headers, options.token)) {
      respond(response, 401, { message: 'Open the address that the terminal shows.' });
      return;
    }
    if (name === 'events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      for (const [event, data] of Object.entries(options.snapshot()))
        response.write(serverSentEvent(event, data));
      pages.add(response);
      return void response.once('close', () => pages.delete(response));
    }
    const action = Object.hasOwn(options.actions, name) ? options.actions[name] : undefined;
    if (!action || request.method !== 'POST') {
      respond(response, 404, { message: 'Not found.' });
      return;
    }
    const values = parseJson((await readBody(request)).toString('utf8')) ?? {};
    respond(response, 200, await action(values as Record<string, string>));
  }

  return {
    port,
    publish(event, data) {
      for (const page of pages) page.write(serverSentEvent(event, data));
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const serverSentEvent = (event: string, data: unknown) =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Returns the reason to reject a request, even for a static file: DNS rebinding, or a page of another origin. */
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

/** Returns whether a request has the page's token, which only the terminal shows. */
function isAuthorized({ authorization = '' }: IncomingHttpHeaders, token: string): boolean {
  const sentToken = Buffer.from(authorization.replace(/^Bearer /, ''));
  const expectedToken = Buffer.from(token);
  return sentToken.length === expectedToken.length && timingSafeEqual(sentToken, expectedToken);
}

/** The policy that clients set for a view without addresses. */
const VIEW_POLICY =
  "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

/** Response headers of the page, which is static, contains no data and runs only its own scripts. */
const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
    "frame-src 'self'",
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
