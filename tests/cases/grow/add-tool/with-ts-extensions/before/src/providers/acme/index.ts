// Each import registers one part of the provider; a file that is not listed is not served.
import './tools/list-rooms.ts';
import './tools/send-message.ts';

export * as apiAuth from './api/auth.ts';
export * as mcpInstance from './mcp-instance.ts';
export * as serverAuth from './server-auth.ts';
