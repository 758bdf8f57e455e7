import { createHash } from 'node:crypto';

import './tools/Archive.js';
import './tools/list-rooms.js';
import './tools/send-message.js';

import { PROVIDER_NAME } from './mcp-instance.js';

export const etag = createHash('sha256').update(PROVIDER_NAME).digest('hex');
export * as apiAuth from './api/auth.js';
export * as mcpInstance from './mcp-instance.js';
export * as serverAuth from './server-auth.js';
