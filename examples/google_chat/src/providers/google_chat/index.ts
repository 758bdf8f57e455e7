// Importing a file registers its tool, resource or prompt.
import './tools/create-message.js';
import './tools/find-direct-message.js';
import './tools/get-message.js';
import './tools/get-space.js';
import './tools/list-members.js';
import './tools/list-messages.js';
import './tools/list-spaces.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
