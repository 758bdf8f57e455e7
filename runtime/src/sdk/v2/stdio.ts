import type { McpServer } from '@modelcontextprotocol/server';
import { serveStdio as serve, StdioServerTransport } from '@modelcontextprotocol/server/stdio';
import { announce } from '../../provider/announce.js';
import type { SdkLine } from '../../provider/sdk-line.js';
import { ownStdout } from '../../node/own-stdout.js';
import { watchedBy } from './watched-resources.js';

/** Protocol 2026-07-28, and 2025-11-25 or older, side by side. */
export const serveStdio: SdkLine['serveStdio'] = async (provider, principal, report) =>
  serve(
    ({ era }) => {
      const server = provider.create(principal) as McpServer;
      // Since 2026-07-28, the SDK selects what the client has asked for.
      const isWatched = era === 'modern' ? () => true : watchedBy(server);
      announce(server.server, provider, principal, isWatched, report);
      return server;
    },
    {
      transport: new StdioServerTransport(process.stdin, ownStdout()),
      onerror: (error: Error) => report('error', 'stdio', error),
    },
  );
