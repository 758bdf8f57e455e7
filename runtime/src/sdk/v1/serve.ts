import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { announce } from '../../provider/announce.js';
import type { CreateServer } from '../../provider/provider.js';
import type { SdkLine } from '../../provider/sdk-line.js';
import { sessionOpener } from './session.js';
import { watchedBy } from './watched.js';

/** Protocol 2025-11-25 and older. */
export const line: SdkLine = {
  serveStdio(provider, principal, report) {
    const mcpServer = ours(provider.create)(principal);
    const { server } = mcpServer;
    server.onerror = (error) => report('error', 'stdio', error);
    const isWatched = watchedBy(mcpServer, provider.capabilities);
    announce(server, provider, principal, isWatched, report);
    const ready = server.connect(new StdioServerTransport());
    return { close: () => ready.then(() => server.close()) };
  },

  httpEndpoint(provider, report) {
    return {
      async fetch(request, exchange) {
        const { server } = ours(provider.create)(exchange.principal, exchange);
        server.onerror = ({ message }) => report('info', message);
        const transport = new WebStandardStreamableHTTPServerTransport();
        const close = () => void server.close().catch(() => {}); // it may be closed already
        request.signal.addEventListener('abort', close, { once: true });
        await server.connect(transport);
        const whole = request as Request; // with a parsed body, the SDK reads nothing else of it
        return transport.handleRequest(whole, { parsedBody: exchange.message });
      },
      openSession: sessionOpener(provider, report),
      endStreams: async () => {}, // only sessions have them
      close: async () => {},
    };
  },
};

/** `lineOf` has found that these are servers of this line. */
const ours = (create: CreateServer) => create as CreateServer<McpServer>;
