import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { announce } from '../../provider/announce.js';
import type { SdkLine } from '../../provider/sdk-line.js';
import { ownStdout } from '../../node/own-stdout.js';
import { watchedBy } from './watched-resources.js';

/** Protocol 2025-11-25 and older. */
export const serveStdio: SdkLine['serveStdio'] = async (provider, principal, report) => {
  const mcpServer = provider.create(principal) as McpServer;
  const { server } = mcpServer;
  server.onerror = (error) => report('error', 'stdio', error);
  announce(server, provider, principal, watchedBy(mcpServer, provider.capabilities), report);
  await server.connect(new StdioServerTransport(process.stdin, ownStdout()));
  return { close: () => server.close() };
};
