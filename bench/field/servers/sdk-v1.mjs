import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { description, each, inputSchema, outputSchema, PORT, say } from '../tool.mjs';

createServer(async (request, response) => {
  const server = new McpServer({ name: 'field', version: '1.0.0' });
  const shapes = { inputSchema: inputSchema.shape, outputSchema: outputSchema.shape };
  each((name) => server.registerTool(name, { description, ...shapes }, say));
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  response.on('close', () => server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response);
}).listen(PORT, '127.0.0.1');
