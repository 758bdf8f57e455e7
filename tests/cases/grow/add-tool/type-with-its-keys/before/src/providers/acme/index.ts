import { listRoomsTool } from './tools/list-rooms.js';
import { sendMessageTool } from './tools/send-message.js';

export const tools = {
  list_rooms: listRoomsTool,
  send_message: sendMessageTool,
} satisfies Record<'list_rooms' | 'send_message', { name: string }>;

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
