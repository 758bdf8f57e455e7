/* eslint-disable import/order -- the order of the menu */
import './tools/send-message.js'; // first, always

import './tools/list-rooms.js';
/* eslint-enable import/order */

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
