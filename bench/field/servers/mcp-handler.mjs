import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createMcpHandler } from 'mcp-handler';
import { description, each, inputSchema, outputSchema, PORT, say } from '../tool.mjs';

const handler = createMcpHandler(
  (server) =>
    each((name) => server.registerTool(name, { description, inputSchema, outputSchema }, say)),
  { serverInfo: { name: 'field', version: '1.0.0' } },
);
const app = new Hono();
app.all('/mcp', ({ req }) => handler(req.raw));
serve({ fetch: app.fetch, port: PORT, hostname: '127.0.0.1' });
