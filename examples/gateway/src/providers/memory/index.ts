import './tools/remote.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
