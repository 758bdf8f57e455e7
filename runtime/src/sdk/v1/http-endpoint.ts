import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { SdkLine } from '../../provider/sdk-line.js';
import { sessionOpener } from '../session.js';
import { registerSubscriptions } from './watched-resources.js';

const transportFor = (sessionId: string) =>
  new WebStandardStreamableHTTPServerTransport({ sessionIdGenerator: () => sessionId });

/** Serves protocol 2025-11-25 and older over HTTP. */
export const httpEndpoint: SdkLine['httpEndpoint'] = async (provider, report) => ({
  async fetch(request, exchange) {
    const { server } = provider.create(exchange.principal, exchange) as McpServer;
    server.onerror = ({ message }) => report('info', message);
    const transport = new WebStandardStreamableHTTPServerTransport();
    const close = () => void server.close().catch(() => {}); // it may be closed already
    request.signal.addEventListener('abort', close, { once: true });
    await server.connect(transport);
    const fullRequest = request as Request; // with a parsed body, the SDK reads nothing else of it
    return transport.handleRequest(fullRequest, { parsedBody: exchange.message });
  },
  scopes: provider.scopes,
  readOnlyScopes: provider.readOnlyScopes,
  missingScopes: provider.missingScopes,
  unknownTools: provider.unknownTools,
  openSession: sessionOpener(provider, report, transportFor, (server: McpServer) =>
    registerSubscriptions(server, provider.capabilities),
  ),
  endStreams: async () => {}, // only sessions have them
  close: async () => {},
});
