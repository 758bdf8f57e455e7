import './tools/create-issue.js';
import './tools/find-issues.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
