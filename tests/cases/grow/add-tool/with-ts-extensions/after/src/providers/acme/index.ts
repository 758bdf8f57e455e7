// Importing a file registers its tool, resource or prompt.
import './tools/get-room.ts';
import './tools/list-rooms.ts';
import './tools/send-message.ts';

export * as apiAuth from './api/auth.ts';
export * as mcpInstance from './mcp-instance.ts';
export * as serverAuth from './server-auth.ts';
