import './resources/policy.js';
import './tools/files.js';
import './tools/get-contacts.js';
import './tools/get-policy.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
