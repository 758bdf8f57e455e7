import type { McpServer } from '@modelcontextprotocol/server';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';
import { announce } from '../../provider/announce.js';
import type { Endpoint, Report, ServedProvider } from '../../provider/sdk-line.js';
import { sessionRequests } from '../session.js';
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
    const { fetch, isRead } = sessionRequests(transport);
    announce(server.server, provider, principal, watchedBy(server), report, isRead);
    await server.connect(transport);
    return { fetch, close: () => server.close() };
  };
