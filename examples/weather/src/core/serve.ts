import type { AuthInfo } from '@modelcontextprotocol/server';
import type { CreateServer } from './instance.js';
import type { Listener } from './listen.js';
import type { Principal, TokenVerifier } from './principal.js';
import type { HttpOptions } from './site.js';
import {
  buildOAuthProtectedResourceMetadata,
  createMcpHandler,
  getOAuthProtectedResourceMetadataUrl,
  hostHeaderValidationResponse,
  OAuthError,
  OAuthErrorCode,
  oauthMetadataResponse,
  originValidationResponse,
  readRequestBody,
  requireBearerAuth,
} from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { listenOn } from './listen.js';
import { log } from './log.js';
import { TokenError } from './principal.js';

/** Both protocol eras on stdin and stdout, for one provider and one person. */
export function runStdio(create: CreateServer, principal: Principal): { close(): Promise<void> } {
  return serveStdio(() => create(principal), { onerror: (error) => log('error', 'stdio', error) });
}

/** The whole HTTP surface as one function, and both protocol eras on each endpoint. */
export function createHttp(providers: ReadonlyMap<string, CreateServer>, options: HttpOptions) {
  const endpoints = [...providers].map(([name, create]) => endpoint(name, create, options));

  async function fetch(request: Request): Promise<Response> {
    // Before the guards: probes come by IP address, and browsers without an Origin.
    for (const page of options.pages) {
      const answer = await page(request);
      if (answer) return answer;
    }
    const refused =
      hostHeaderValidationResponse(request, options.allowedHosts) ??
      originValidationResponse(request, options.allowedHosts);
    if (refused) return refused;
    for (const { metadata } of endpoints) {
      const document = metadata && oauthMetadataResponse(request, metadata);
      if (document) return document;
    }
    const { pathname } = new URL(request.url);
    const found = endpoints.find(({ url }) => url.pathname === pathname);
    return found ? found.fetch(request) : new Response('Not found\n', { status: 404 });
  }

  return {
    fetch,
    async close(): Promise<void> {
      await Promise.all(endpoints.map(({ close }) => close()));
    },
  };
}
export type HttpApp = ReturnType<typeof createHttp>;

function endpoint(
  name: string,
  create: CreateServer,
  { publicUrl, verifier, localUser, requiredScopes }: HttpOptions,
) {
  const url = new URL(`/${name}/mcp`, publicUrl);
  const messages = new WeakMap<Request, unknown>();
  const handler = createMcpHandler(
    ({ authInfo, requestInfo }) =>
      create(
        verifier ? verifiedCaller(authInfo) : localUser,
        requestInfo && messages.get(requestInfo),
      ),
    { onerror: (error) => log('error', name, error) },
  );
  const gate = verifier && bearerGate(url, verifier, requiredScopes);
  const metadata = verifier && {
    oauthMetadata: verifier.metadata,
    resourceServerUrl: url,
    scopesSupported: requiredScopes,
    resourceName: name,
  };
  if (metadata) buildOAuthProtectedResourceMetadata(metadata); // an issuer without TLS stops the start, not every request

  /** The body is read once: the factory picks tools by it, and the SDK need not clone the request. */
  async function serve(request: Request, authInfo?: AuthInfo): Promise<Response> {
    const auth = authInfo && { authInfo };
    if (request.method !== 'POST') return handler.fetch(request, { ...auth });
    const body = await readRequestBody(request);
    if (body.tooLarge) return new Response('Payload too large\n', { status: 413 });
    const message = parsed(body.text);
    if (message === undefined) {
      const error = { code: -32700, message: 'Parse error' };
      return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 400 });
    }
    messages.set(request, message);
    return handler.fetch(request, { ...auth, parsedBody: message });
  }

  return {
    url,
    metadata,
    close: handler.close,
    async fetch(request: Request): Promise<Response> {
      if (!gate) return serve(request);
      const authInfo = await gate(request);
      return authInfo instanceof Response ? authInfo : serve(request, authInfo);
    },
  };
}

function bearerGate(url: URL, verifier: TokenVerifier, requiredScopes: string[]) {
  async function verifyAccessToken(token: string): Promise<AuthInfo> {
    try {
      const { principal, clientId, scopes, expiresAt } = await verifier.verify(token, url);
      return {
        token,
        clientId,
        scopes,
        expiresAt,
        resource: url,
        extra: { userId: principal.userId },
      };
    } catch (error) {
      if (error instanceof TokenError)
        throw new OAuthError(OAuthErrorCode.InvalidToken, error.message);
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
function verifiedCaller(authInfo: AuthInfo | undefined): Principal {
  const userId = authInfo?.extra?.userId;
  if (typeof userId !== 'string')
    throw new Error('An unauthenticated request reached the MCP handler');
  return { userId };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export async function listen(app: HttpApp, host: string, port: number): Promise<Listener> {
  const { toNodeHandler } = await import('@modelcontextprotocol/node');
  const handle = toNodeHandler(app, { onerror: (error) => log('error', 'http', error) });
  const listener = await listenOn(
    (request, response) => void handle(request, response),
    host,
    port,
    app.close,
  );
  return {
    ...listener,
    async close() {
      await listener.close();
      await app.close();
    },
  };
}
