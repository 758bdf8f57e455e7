import { MCPServer } from 'mcp-use';
import { description, each, inputSchema, outputSchema, PORT, say } from '../tool.mjs';

const logging = { enabled: false };
const server = new MCPServer({ name: 'field', version: '1.0.0', host: '127.0.0.1', logging });
each((name) => server.tool({ name, description, inputSchema, outputSchema }, say));
await server.listen(PORT, { host: '127.0.0.1' });
