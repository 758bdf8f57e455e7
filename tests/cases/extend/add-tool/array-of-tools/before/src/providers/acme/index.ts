import { listRooms } from './tools/list-rooms.js';
import { sendMessage } from './tools/send-message.js';

/** What the provider offers. */
export const tools = [listRooms, sendMessage] as const;

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
