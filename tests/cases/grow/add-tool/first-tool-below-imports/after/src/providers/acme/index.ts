import { log } from 'mcp-provider';
import './tools/get-room.js';

log('info', 'acme');
export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
