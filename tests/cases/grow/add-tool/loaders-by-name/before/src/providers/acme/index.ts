const tools = {
  listRooms: () => import('./tools/list-rooms.js'),
  sendMessage: () => import('./tools/send-message.js'),
};
await Promise.all(Object.values(tools).map((load) => load()));

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
