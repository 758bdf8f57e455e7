import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import type { ErrorRequestHandler, Express, Request, RequestHandler, Response } from 'express';
import type { CreateServer } from './instance.js';
import type { Listener } from './listen.js';
import type { Principal, TokenVerifier } from './principal.js';
import type { HttpOptions } from './site.js';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import {
  getOAuthProtectedResourceMetadataUrl,
  mcpAuthMetadataRouter,
} from '@modelcontextprotocol/sdk/server/auth/router.js';
import { hostHeaderValidation } from '@modelcontextprotocol/sdk/server/middleware/hostHeaderValidation.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { ErrorCode } from '@modelcontextprotocol/sdk/types.js';
import express from 'express';
import { listenOn } from './listen.js';
import { log } from './log.js';
import { TokenError } from './principal.js';

/** On stdin and stdout, for one provider and one person. */
export function runStdio(create: CreateServer, principal: Principal): { close(): Promise<void> } {
  const server = create(principal);
  const ready = server.connect(new StdioServerTransport());
  return { close: () => ready.then(() => server.close()) };
}

export type HttpApp = Express;

const LONGEST_BODY = '4mb';

/** The whole HTTP surface; stateless, so any instance can answer any request. */
export function createHttp(
  providers: ReadonlyMap<string, CreateServer>,
  options: HttpOptions,
): HttpApp {
  const { allowedHosts } = options;
  const app = express().disable('x-powered-by');
  // Pages come first: probes come by IP address, and browsers without an Origin.
  app.use(pagesOf(options), hostHeaderValidation(allowedHosts), originGuard(allowedHosts));
  for (const [name, create] of providers) addEndpoint(app, name, create, options);
  app.use(failed);
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

function originGuard(allowed: string[]): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    const from = origin !== undefined && URL.canParse(origin) ? new URL(origin).hostname : origin;
    if (from !== undefined && !allowed.includes(from)) response.status(403).end();
    else next();
  };
}

function addEndpoint(app: Express, name: string, create: CreateServer, options: HttpOptions): void {
  const { publicUrl, verifier, localUser, requiredScopes } = options;
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
  const body = express.json({ limit: LONGEST_BODY });
  app.post(url.pathname, body, async (request: Request, response: Response) => {
    const server = create(verifier ? verifiedCaller(request.auth) : localUser);
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
function verifiedCaller(auth: AuthInfo | undefined): Principal {
  const userId = auth?.extra?.userId;
  if (typeof userId !== 'string')
    throw new Error('An unauthenticated request reached the MCP handler');
  return { userId };
}

/** Express itself would answer with a page that shows the stack, and print what it was sent. */
const failed: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const status = statusOf(error);
  if (status >= 500) log('error', 'http', error);
  if (response.headersSent) response.destroy();
  else response.status(status).json({ jsonrpc: '2.0', id: null, error: refusal(status) });
};

/** Of the errors with which Express refuses a request: 4xx. Any other failure is ours. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function refusal(status: number) {
  if (status === 400) return { code: ErrorCode.ParseError, message: 'Parse error' };
  if (status === 413) return { code: ErrorCode.InvalidRequest, message: 'Payload too large' };
  return status < 500
    ? { code: ErrorCode.InvalidRequest, message: 'Invalid request' }
    : { code: ErrorCode.InternalError, message: 'Internal error' };
}

export const listen = (app: HttpApp, host: string, port: number): Promise<Listener> =>
  listenOn(app, host, port);
