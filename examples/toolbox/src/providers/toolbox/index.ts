import './tools/add-measurement.js';
import './tools/count-workdays.js';
import './tools/get-version.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
