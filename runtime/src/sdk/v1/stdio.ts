import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import { announceChanges } from '../../provider/announce.js';
import type { SdkLine } from '../../provider/sdk-line.js';
import { StdioConnection } from '../../serving/stdio-connection.js';
import { registerSubscriptions } from './watched-resources.js';

/** Serves protocol 2025-11-25 and older over stdio. */
export const serveStdio: SdkLine['serveStdio'] = async (provider, principal, report) => {
  const mcpServer = provider.create(principal) as McpServer;
  const { server } = mcpServer;
  server.onerror = (error) => report('error', 'stdio', error);
  announceChanges(
    server,
    provider,
    principal,
    registerSubscriptions(mcpServer, provider.capabilities),
    report,
  );
  const connection = new StdioConnection(
    (value) => JSONRPCMessageSchema.safeParse(value).success,
    report,
  );
  await server.connect(connection);
  return { answered: connection.answered, close: () => server.close() };
};
