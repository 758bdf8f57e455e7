// Importing a file registers its tool, resource or prompt.
import './resources/policy.js';
import './tools/files.js';
import './tools/get-contacts.js';
import './tools/get-policy.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
