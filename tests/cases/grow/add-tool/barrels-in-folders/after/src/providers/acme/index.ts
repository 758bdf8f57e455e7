import { getRoomTool } from './tools/get-room.js';
import { messages } from './tools/messages/index.js';
import { rooms } from './tools/rooms/index.js';

export const tools = [...messages, ...rooms, getRoomTool];

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
