import { createServer, type IncomingMessage } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { onTestFinished } from 'vitest';
import * as z from 'zod';
import { listen } from '../listen.js';

/** The MCP server behind the gateway of a test: it records the requests, and how calls ended. */
export async function rooms() {
  const state = {
    url: '',
    requests: [] as IncomingMessage['headers'][],
    cancelled: 0,
    /** Instead of serving: the status of each response. */
    status: undefined as number | undefined,
    description: 'Echoes.',
    promptDescription: 'Tidy up.',
    hangUp: () => {},
  };
  const handler = createMcpHandler(({ authInfo }) => {
    const server = new McpServer({ name: 'rooms', version: '1.0.0' });
    const any = z.looseObject({});
    server.registerTool(
      'echo',
      { description: state.description, inputSchema: any },
      async (args) => ({
        content: [
          {
            type: 'text',
            text: JSON.stringify({ args, user: authInfo?.token.replace('key-', 'user-') }),
          },
        ],
      }),
    );
    server.registerTool('blocks', { description: 'All blocks.', inputSchema: any }, async () => ({
      content: BLOCKS,
      structuredContent: { count: BLOCKS.length },
      _meta: { 'acme.dev/trace': 't-1' },
    }));
    server.registerTool('fail', { description: 'Fails.', inputSchema: any }, async () => ({
      content: [{ type: 'text', text: 'The room is locked.' }],
      isError: true,
    }));
    server.registerTool(
      'slow',
      { description: 'Waits.', inputSchema: any },
      async (_, { mcpReq }) => {
        const progressToken = mcpReq._meta?.progressToken;
        if (progressToken !== undefined) {
          const params = { progressToken, progress: 1, total: 2, message: 'half' };
          await mcpReq.notify({ method: 'notifications/progress', params });
        }
        await new Promise<void>((resolve) => {
          mcpReq.signal.addEventListener('abort', () => {
            state.cancelled++;
            resolve();
          });
        });
        return { content: [] };
      },
    );
    server.registerResource(
      'plan',
      'rooms://plan',
      { mimeType: 'image/png' },
      async ({ href }) => ({
        contents: [{ uri: href, mimeType: 'image/png', blob: 'AAEC' }],
      }),
    );
    server.registerPrompt(
      'tidy',
      { description: state.promptDescription, argsSchema: z.object({ room: z.string() }) },
      async ({ room }) => ({
        messages: [
          { role: 'user', content: { type: 'text', text: `Tidy ${room}` } },
          { role: 'assistant', content: { type: 'text', text: 'Done.' } },
        ],
      }),
    );
    return server;
  });
  const serve = toNodeHandler({
    fetch(request: Request) {
      const token = request.headers.get('authorization')?.replace('Bearer ', '');
      const authInfo =
        token === undefined ? {} : { authInfo: { token, clientId: 'c', scopes: [] } };
      return handler.fetch(request, authInfo);
    },
  });
  const server = createServer((request, response) => {
    state.requests.push(request.headers);
    if (state.status === undefined) void serve(request, response);
    else response.writeHead(state.status).end();
  });
  state.hangUp = () => server.closeAllConnections();
  state.url = `${await listen(server)}/mcp`;
  onTestFinished(() => handler.close());
  return state;
}

export const BLOCKS = [
  { type: 'text' as const, text: 'a' },
  { type: 'image' as const, data: 'AAEC', mimeType: 'image/png' },
  { type: 'audio' as const, data: 'AAEC', mimeType: 'audio/wav' },
  { type: 'resource_link' as const, uri: 'rooms://plan', name: 'plan' },
  { type: 'resource' as const, resource: { uri: 'rooms://x', text: 'x' } },
];
