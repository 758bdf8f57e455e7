import { getRoomTool } from '~acme/tools/get-room.js';
import { listRoomsTool } from '~acme/tools/list-rooms.js';
import { sendMessageTool } from '~acme/tools/send-message.js';

export const tools = [getRoomTool, listRoomsTool, sendMessageTool];

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
