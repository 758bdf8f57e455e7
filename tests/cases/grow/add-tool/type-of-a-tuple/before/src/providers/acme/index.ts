import { listRoomsTool } from './tools/list-rooms.js';
import { sendMessageTool } from './tools/send-message.js';

export const tools: readonly [typeof listRoomsTool, typeof sendMessageTool] = [
  listRoomsTool,
  sendMessageTool,
];

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
