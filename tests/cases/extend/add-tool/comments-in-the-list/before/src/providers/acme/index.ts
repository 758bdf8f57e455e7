// Reads.
import /* all */ './tools/list-rooms.js'; // open to everybody
// Writes.
import './tools/send-message.js'; // asks first

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
