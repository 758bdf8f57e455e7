import './resources/index.js';
import './tools/list-rooms.js';
import './tools/send-message.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
