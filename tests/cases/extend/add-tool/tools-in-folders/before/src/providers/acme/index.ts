// Messages
import './tools/messages/send-message.js';

// Rooms
import './tools/rooms/list-rooms.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
