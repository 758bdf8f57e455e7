import './tools/list-rooms.js';
import './tools/send-message.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
export {};
