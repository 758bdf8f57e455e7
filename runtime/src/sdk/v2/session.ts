import type { McpServer } from '@modelcontextprotocol/server';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { announce } from '../../provider/announce.js';
import { observed, type ObservedStream } from '../../fetch/observed-stream.js';
import type { Endpoint, Report, ServedProvider } from '../../provider/sdk-line.js';
import { authInfoOf } from '../../provider/sdk-line.js';
import { watchedBy } from './watched-resources.js';

/** Sessions of protocol 2025-11-25 or older (MCP, "Session Management"). */
export const sessionOpener =
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
      async fetch(request, exchange) {
        const { message: parsedBody } = exchange;
        const authInfo = authInfoOf(exchange);
        const response = await transport.handleRequest(request as Request, {
          parsedBody,
          ...(authInfo && { authInfo }),
        });
        if (request.method !== 'GET' || !response.ok) return response;
        changes = observed(response);
        return changes.response;
      },
      close: () => server.close(),
    };
  };
