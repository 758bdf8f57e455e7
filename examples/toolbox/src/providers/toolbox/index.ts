// Importing a file registers its tool, resource or prompt.
import './tools/add-measurement.js';
import './tools/count-workdays.js';
import './tools/get-version.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
