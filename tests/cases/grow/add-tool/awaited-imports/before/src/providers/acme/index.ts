await import('./tools/list-rooms.js');
await import('./tools/send-message.js'); // writes

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
