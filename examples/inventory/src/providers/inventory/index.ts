import './resources/part.js';
import './tools/add-part.js';
import './tools/delete-part.js';
import './tools/get-part.js';
import './tools/list-parts.js';
import './tools/reserve-part.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
