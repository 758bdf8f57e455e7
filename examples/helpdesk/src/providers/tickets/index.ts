import './tools/delete-ticket.js';
import './tools/get-ticket.js';
import './tools/reply-to-ticket.js';
import './tools/search-tickets.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
