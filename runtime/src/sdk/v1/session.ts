import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { announce } from '../../provider/announce.js';
import type { Endpoint, Report, ServedProvider } from '../../provider/sdk-line.js';
import { watchedBy } from './watched.js';

/** Sessions (MCP, "Session Management"). */
export const sessionOpener =
  (provider: ServedProvider, report: Report): Endpoint['openSession'] =>
  async ({ principal, id, maxResultBytes }, sessionId) => {
    const server = provider.create(principal, { id, maxResultBytes }) as McpServer;
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => sessionId,
    });
    server.server.onerror = ({ message }) => report('info', message);
    announce(server.server, provider, principal, watchedBy(server, provider.capabilities), report);
    await server.connect(transport);
    return {
      fetch: (request, parsedBody) => transport.handleRequest(request as Request, { parsedBody }),
      close: () => server.close(),
    };
  };
