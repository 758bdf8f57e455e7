import { createRequire } from 'node:module';
import './tools/get-room.js';
import './tools/list-rooms.js';
import './tools/send-message.js';

// The old client; nobody dares to touch it.
const require = createRequire(import.meta.url);
export const legacy: unknown = require('./legacy.cjs');

export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
