// Importing a file registers its tool, resource or prompt.
import './resources/part.js';
import './tools/add-part.js';
import './tools/delete-part.js';
import './tools/get-part.js';
import './tools/list-parts.js';
import './tools/reserve-part.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
