import './tools/create-message.js';
import './tools/find-direct-message.js';
import './tools/get-message.js';
import './tools/get-space.js';
import './tools/list-members.js';
import './tools/list-messages.js';
import './tools/list-spaces.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
