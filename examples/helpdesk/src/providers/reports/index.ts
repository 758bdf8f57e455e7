import './tools/get-report.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
