import { listRoomsTool } from './tools/list-rooms.js';
import { sendMessageTool } from './tools/send-message.js';

export const tools = {
  // by the names that clients see
  'list_rooms': listRoomsTool,
  'send_message': sendMessageTool,
} as const satisfies Record<string, object>;

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
