import { getRoomTool } from './tools/get-room.js';
import listRooms from './tools/list-rooms.js';
import sendMessage from './tools/send-message.js';

export const tools = [
  getRoomTool,
  listRooms,
  sendMessage,
];

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
