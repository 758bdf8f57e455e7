// Each import registers one part of the provider; a file that is not listed is not served.
import './tools/add-room.js';
import './resources/room.js';
import './resources/rooms.js';
import './prompts/sum-up.js';
import './tools/list-rooms.js';
import './tools/send-message.js';
import './tools/zip-room.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
