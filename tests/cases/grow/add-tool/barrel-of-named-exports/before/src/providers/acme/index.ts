import * as tools from './tools/index.js';

export const names = Object.keys(tools);
export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
