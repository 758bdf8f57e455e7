import { remoteServer } from 'mcp-provider/remote';
import { auth } from './auth.js';

/** Calls the MCP server with the caller's credentials. Each caller has a connection. */
export const remote = remoteServer('tracker', auth);
