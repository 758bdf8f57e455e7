// Each import registers one part of the provider; a file that is not listed is not served.
import './tools/get-report.js';

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
