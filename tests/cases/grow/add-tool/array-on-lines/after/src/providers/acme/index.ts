import { sendMessageTool } from './tools/send-message.js';
import { listRoomsTool } from './tools/list-rooms.js';
import { getRoomTool } from './tools/get-room.js';

export const tools = Object.freeze([
  sendMessageTool, // the one people ask for
  listRoomsTool,
  getRoomTool
]);

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
