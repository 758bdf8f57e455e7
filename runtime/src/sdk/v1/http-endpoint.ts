import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Endpoint, Report, SdkLine, ServedProvider } from '../../provider/sdk-line.js';
import { announce } from '../../provider/announce.js';
import { sessionRequests } from '../session.js';
import { watchedBy } from './watched-resources.js';

/** Protocol 2025-11-25 and older. */
export const httpEndpoint: SdkLine['httpEndpoint'] = async (provider, report) => ({
  async fetch(request, exchange) {
    const { server } = provider.create(exchange.principal, exchange) as McpServer;
    server.onerror = ({ message }) => report('info', message);
    const transport = new WebStandardStreamableHTTPServerTransport();
    const close = () => void server.close().catch(() => {}); // it may be closed already
    request.signal.addEventListener('abort', close, { once: true });
    await server.connect(transport);
    const whole = request as Request; // with a parsed body, the SDK reads nothing else of it
    return transport.handleRequest(whole, { parsedBody: exchange.message });
  },
  scopes: provider.scopes,
  missingScopes: provider.missingScopes,
  openSession: sessionOpener(provider, report),
  endStreams: async () => {}, // only sessions have them
  close: async () => {},
});

/** Sessions (MCP, "Session Management"). */
export const sessionOpener =
  (provider: ServedProvider, report: Report): Endpoint['openSession'] =>
  async (principal, request, sessionId) => {
    const server = provider.create(principal, request) as McpServer;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => sessionId,
    });
    server.server.onerror = ({ message }) => report('info', message);
    const { fetch, isRead } = sessionRequests(transport);
    announce(
      server.server,
      provider,
      principal,
      watchedBy(server, provider.capabilities),
      report,
      isRead,
    );
    await server.connect(transport);
    return { fetch, close: () => server.close() };
  };
