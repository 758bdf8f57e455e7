import {
  type AuthInfo,
  type McpServer,
  createMcpHandler,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { isMethod } from '../../provider/message.js';
import type {
  Exchange,
  SdkLine,
  Endpoint,
  Report,
  ServedProvider,
} from '../../provider/sdk-line.js';
import { LegacyExchange } from './legacy-exchange.js';
import { subscriptions } from './subscriptions.js';
import { announce } from '../../provider/announce.js';
import { observed, type ObservedStream } from '../../provider/observed-stream.js';
import { watchedBy } from './watched.js';

/** Protocol 2026-07-28, and 2025-11-25 or older, side by side. */
export const httpEndpoint: SdkLine['httpEndpoint'] = async (provider, report) => {
  const exchanges = new WeakMap<Request, Exchange>();
  function serverFor({ requestInfo }: { requestInfo?: Request }): McpServer {
    const exchange = requestInfo && exchanges.get(requestInfo);
    // Fails closed: a request that did not pass the checks has no principal.
    if (!exchange) throw new Error('An unauthenticated request reached the MCP handler.');
    return provider.create(exchange.principal, exchange) as McpServer;
  }
  // What the SDK refuses is the client's mistake; its failures have status 500, which is logged as an error.
  const handler = createMcpHandler(serverFor, {
    onerror: ({ message }) => report('info', message),
  });
  const listening = subscriptions(provider.changes, serverFor);
  return {
    async fetch(request, exchange) {
      const whole = request as Request; // with a parsed body, the SDK reads nothing else of it
      exchanges.set(whole, exchange);
      const { caller, message: parsedBody } = exchange;
      if (isMethod(parsedBody, 'subscriptions/listen')) return listening.fetch(whole, exchange);
      const auth = caller && { authInfo: authInfo(caller) };
      if (!provider.isConfigured && LegacyExchange.serves(request, parsedBody)) {
        const transport = new LegacyExchange();
        await serverFor({ requestInfo: whole }).connect(transport);
        return transport.take(parsedBody, { request: whole, ...auth });
      }
      return handler.fetch(whole, { parsedBody, ...auth });
    },
    openSession: sessionOpener(provider, report),
    endStreams: listening.close,
    close: handler.close,
  };
};

/** Without the token: it is for this server only. */
const authInfo = ({
  principal: { userId },
  clientId,
  scopes,
  expiresAt,
}: NonNullable<Exchange['caller']>): AuthInfo => ({
  token: '',
  clientId,
  scopes,
  expiresAt,
  extra: { userId },
});

/** Sessions of protocol 2025-11-25 or older (MCP, "Session Management"). */
const sessionOpener =
  (provider: ServedProvider, report: Report): Endpoint['openSession'] =>
  async (principal, request, sessionId) => {
    const server = provider.create(principal, request) as McpServer;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => sessionId,
    });
    server.server.onerror = ({ message }) => report('info', message);
    let changes: ObservedStream | undefined;
    announce(server.server, provider, principal, watchedBy(server), report, async () =>
      changes?.isRead(),
    );
    await server.connect(transport);
    return {
      async fetch(request, parsedBody) {
        const response = await transport.handleRequest(request as Request, { parsedBody });
        if (request.method !== 'GET' || !response.ok) return response;
        changes = observed(response);
        return changes.response;
      },
      close: () => server.close(),
    };
  };
