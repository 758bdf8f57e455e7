// Each import registers one part of the provider; a file that is not listed is not served.
import './tools/get-room';
import './tools/list-rooms';
import './tools/send-message';

export * as apiAuth from './api/auth';
export * as mcpInstance from './mcp-instance';
export * as serverAuth from './server-auth';
