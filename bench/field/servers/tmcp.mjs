import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { ZodJsonSchemaAdapter } from '@tmcp/adapter-zod';
import { HttpTransport } from '@tmcp/transport-http';
import { McpServer } from 'tmcp';
import { description, each, inputSchema, outputSchema, PORT, say } from '../tool.mjs';

const server = new McpServer(
  { name: 'field', version: '1.0.0', description: 'Field' },
  { adapter: new ZodJsonSchemaAdapter(), capabilities: { tools: { listChanged: false } } },
);
each((name) => server.tool({ name, description, schema: inputSchema, outputSchema }, say));
const transport = new HttpTransport(server, { path: '/mcp', disableSse: true });
const fetch = async (request) =>
  (await transport.respond(request)) ?? new globalThis.Response(null, { status: 404 });
createServer(toNodeHandler({ fetch })).listen(PORT, '127.0.0.1');
