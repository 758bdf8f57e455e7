// Importing a file registers its tool, resource or prompt.
import './tools/delete-ticket.js';
import './tools/reply-to-ticket.js';
import './tools/search-tickets.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
