import { FastMCP } from 'fastmcp';
import { description, each, inputSchema, outputSchema, PORT, say } from '../tool.mjs';

const server = new FastMCP({ name: 'field', version: '1.0.0' });
each((name) =>
  server.addTool({ name, description, parameters: inputSchema, outputSchema, execute: say }),
);
const httpStream = { port: PORT, host: '127.0.0.1', stateless: true, enableJsonResponse: true };
await server.start({ transportType: 'httpStream', httpStream });
