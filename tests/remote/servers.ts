import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { listen as listenAt } from '../../runtime/tests/listen.js';

type Listener = (request: IncomingMessage, response: ServerResponse, base: string) => void;

/** A server on this machine, until the test ends; returns its origin. */
export async function listen(listener: Listener): Promise<string> {
  const base: string = await listenAt((request, response) => listener(request, response, base));
  return base;
}

/** A server of MCP for both protocol versions, until the test ends; returns its URL. */
export async function serve(
  create: () => McpServer,
  guard: Listener = () => undefined,
): Promise<string> {
  const handler = createMcpHandler(create);
  onTestFinished(() => handler.close());
  const handle = toNodeHandler(handler);
  const base = await listen((request, response, origin) => {
    guard(request, response, origin);
    if (!response.writableEnded) void handle(request as NodeIncomingMessageLike, response);
  });
  return `${base}/mcp`;
}

/** One with a tool, a resource and a prompt. */
export const mcpServer = (guard?: Listener): Promise<string> =>
  serve(() => {
    const server = new McpServer(
      { name: 'rooms', title: 'Rooms', version: '1.2.0' },
      { instructions: 'Rooms of a house.' },
    );
    server.registerTool(
      'get_room',
      {
        description: 'One\n  room.',
        inputSchema: z.object({ room_id: z.string() }),
        annotations: { readOnlyHint: true },
      },
      async () => ({ content: [] }),
    );
    server.registerResource('plan', 'rooms://plan', {}, async () => ({ contents: [] }));
    server.registerPrompt('tidy', { description: 'Tidy up.' }, async () => ({ messages: [] }));
    return server;
  }, guard);

/** The command of a server from npm. */
export const program = (name: string, ...args: string[]): string[] => [
  process.execPath,
  createRequire(import.meta.url).resolve(`@modelcontextprotocol/${name}/dist/index.js`),
  ...args,
];

/** The command of a program of one line. */
export const script = (source: string): string[] => [process.execPath, '-e', source];
