import './tools/get-elevation.js';
import './tools/get-forecast.js';

export * from './api/auth.js';
export * from './mcp-instance.js';
export * from './server-auth.js';
