import { remoteServer } from 'mcp-provider/remote';
import { auth } from './auth.js';

/** Calls the MCP server. Each caller has a connection. */
export const remote = remoteServer('memory', auth);
