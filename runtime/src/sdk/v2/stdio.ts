import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type McpServer,
} from '@modelcontextprotocol/server';
import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { announceChanges } from '../../provider/announce.js';
import type { SdkLine } from '../../provider/sdk-line.js';
import { StdioConnection } from '../../serving/stdio-connection.js';
import { respondToCalls } from './direct-calls.js';
import { registerSubscriptions } from './watched-resources.js';

const isMessage = (value: unknown): boolean =>
  isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value);

/** Serves protocol 2026-07-28, and 2025-11-25 or older, over stdio. */
export const serveStdio: SdkLine['serveStdio'] = async (provider, principal, report) => {
  const connection = new StdioConnection(isMessage, report);
  const servesTools = !provider.isConfigured && provider.capabilities.tools !== undefined;
  const { close } = serve(
    ({ era }) => {
      const server = provider.create(principal) as McpServer;
      // Since 2026-07-28, the SDK selects the changes that the client has subscribed to.
      const isWatched = era === 'modern' ? () => true : registerSubscriptions(server);
      announceChanges(server.server, provider, principal, isWatched, report);
      if (servesTools) respondToCalls(connection, server, provider, principal, era === 'modern');
      return server;
    },
    {
      transport: connection,
      onerror: (error: Error) => report('error', 'stdio', error),
    },
  );
  return { answered: connection.answered, close };
};
