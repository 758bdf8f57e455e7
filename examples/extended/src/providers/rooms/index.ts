import './tools/book-room.js';
import './tools/list-rooms.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
