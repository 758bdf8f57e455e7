import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import type { Express, Request, RequestHandler, Response } from 'express';
import type { CreateServer } from './instance.js';
import type { Principal, TokenVerifier } from './principal.js';
import { createServer } from 'node:http';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import {
  getOAuthProtectedResourceMetadataUrl,
  mcpAuthMetadataRouter,
} from '@modelcontextprotocol/sdk/server/auth/router.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { log } from './log.js';
import { localPrincipal, TokenError } from './principal.js';
import type { PageHandler } from './site.js';

export interface HttpOptions {
  /** As clients reach this server; endpoints are `/<provider>/mcp` below it. */
  publicUrl: URL;
  /** Host names, without port, that requests may be addressed to or come from. */
  allowedHosts: string[];
  /** Absent: every caller is the local user, which only a loopback address allows. */
  verifier?: TokenVerifier;
  requiredScopes: string[];
  /** Beside the endpoints. */
  pages: readonly PageHandler[];
}

export interface Listener {
  url: string;
  close(): Promise<void>;
}

/** On stdin and stdout, for one provider and one person. */
export function runStdio(create: CreateServer, principal: Principal): { close(): Promise<void> } {
  const server = create(principal);
  const ready = server.connect(new StdioServerTransport());
  return { close: () => ready.then(() => server.close()) };
}

export type HttpApp = Express;

/** The whole HTTP surface; stateless, so any instance can answer any request. */
export function createHttp(
  providers: ReadonlyMap<string, CreateServer>,
  options: HttpOptions,
): HttpApp {
  const app = createMcpExpressApp({ host: '0.0.0.0', allowedHosts: options.allowedHosts });
  app.use(pagesOf(options));
  app.use(originGuard(options.allowedHosts));
  for (const [name, create] of providers) addEndpoint(app, name, create, options);
  return app;
}

function pagesOf({ pages, publicUrl }: HttpOptions): RequestHandler {
  return async (incoming, outgoing, next) => {
    const { method, originalUrl, headers } = incoming;
    const { cookie = '', accept = '' } = headers;
    const request = new Request(new URL(originalUrl, publicUrl), {
      method,
      headers: { cookie, accept },
    });
    for (const page of pages) {
      const answer = await page(request);
      if (!answer) continue;
      outgoing
        .status(answer.status)
        .setHeaders(answer.headers)
        .end(await answer.text());
      return;
    }
    next();
  };
}

/** The SDK's application checks Host only. */
function originGuard(allowed: string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    const from = origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : origin;
    if (from !== undefined && !allowed.includes(from)) response.status(403).end();
    else next();
  };
}

function addEndpoint(app: Express, name: string, create: CreateServer, options: HttpOptions): void {
  const { publicUrl, verifier, requiredScopes } = options;
  const url = new URL(`/${name}/mcp`, publicUrl);
  if (verifier) {
    app.use(
      mcpAuthMetadataRouter({
        oauthMetadata: verifier.metadata,
        resourceServerUrl: url,
        scopesSupported: requiredScopes,
        resourceName: name,
      }),
    );
    app.use(url.pathname, bearerGate(url, verifier, requiredScopes));
  }
  app.post(url.pathname, async (request: Request, response: Response) => {
    const server = create(principalOf(request.auth, verifier));
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    response.on('close', () => void server.close());
    await server.connect(transport);
    await transport.handleRequest(request, response, request.body);
  });
  app.all(url.pathname, (_request, response) => {
    const error = { code: -32_000, message: 'Method not allowed.' };
    response.status(405).set('allow', 'POST').json({ jsonrpc: '2.0', error, id: null });
  });
}

function bearerGate(url: URL, verifier: TokenVerifier, requiredScopes: string[]): RequestHandler {
  async function verifyAccessToken(token: string): Promise<AuthInfo> {
    try {
      const { principal, clientId, scopes, expiresAt } = await verifier.verify(token, url);
      const extra = { userId: principal.userId };
      return { token, clientId, scopes, expiresAt, resource: url, extra };
    } catch (error) {
      if (error instanceof TokenError) throw new InvalidTokenError(error.message);
      log('error', 'token verification', error);
      throw error;
    }
  }
  return requireBearerAuth({
    verifier: { verifyAccessToken },
    requiredScopes,
    expectedResource: url,
    resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(url),
  });
}

/** Fails closed: where tokens are verified, nobody is the local user. */
function principalOf(auth: AuthInfo | undefined, verifier: TokenVerifier | undefined): Principal {
  if (!verifier) return localPrincipal();
  const userId = auth?.extra?.userId;
  if (typeof userId !== 'string')
    throw new Error('An unauthenticated request reached the MCP handler');
  return { userId };
}

/** Listens; `close` lets calls in flight finish, then cuts what is left, such as open subscriptions. */
export async function listen(app: HttpApp, host: string, port: number): Promise<Listener> {
  const server = createServer(app);
  let calls = 0;
  server.on('request', (_request, response) => {
    calls++;
    response.once('close', () => calls--);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    async close() {
      const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
      // Connections kept alive, or opened in advance and never used, would hold the server for seconds.
      const sweep = setInterval(() => {
        if (calls === 0) server.closeAllConnections();
      }, SWEEP_MS);
      const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await stopped;
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

const SWEEP_MS = 20;
const GRACE_MS = 5_000;
