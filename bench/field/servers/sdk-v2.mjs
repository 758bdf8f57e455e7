import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { description, each, inputSchema, outputSchema, PORT, say } from '../tool.mjs';

const handler = createMcpHandler(() => {
  const server = new McpServer({ name: 'field', version: '1.0.0' });
  each((name) => server.registerTool(name, { description, inputSchema, outputSchema }, say));
  return server;
});
createServer(toNodeHandler(handler)).listen(PORT, '127.0.0.1');
