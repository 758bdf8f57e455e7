import { listRoomsTool } from './tools/list-rooms.js';
import { sendMessageTool } from './tools/send-message.js';

const reading = [listRoomsTool];
const writing = [sendMessageTool];

export const tools = [...reading, ...writing];

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
