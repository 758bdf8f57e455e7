import { listRoomsTool } from './tools/list-rooms.js';
import { sendMessageTool } from './tools/send-message.js';
import './tools/get-room.js';

/** What the provider offers. */
export const tools = [listRoomsTool, sendMessageTool] as const;

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
