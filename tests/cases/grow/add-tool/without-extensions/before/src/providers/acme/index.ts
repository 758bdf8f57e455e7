// Importing a file registers its tool, resource or prompt.
import './tools/list-rooms';
import './tools/send-message';

export * as apiAuth from './api/auth';
export * as mcpInstance from './mcp-instance';
export * as serverAuth from './server-auth';
