import { getRoomTool } from './tools/get-room.js';
import { listRoomsTool } from './tools/list-rooms.js';
import { sendMessageTool } from './tools/send-message.js';

export { getRoomTool, listRoomsTool, sendMessageTool };
export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
