// Importing a file registers its tool, resource or prompt.
import './tools/attach-file.js';
import './tools/book-room.js';
import './tools/get-room.js';
import './tools/list-rooms.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
