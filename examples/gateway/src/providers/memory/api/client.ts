import { remoteServer } from 'mcp-provider/remote';
import { auth } from './auth.js';

/** Calls the MCP server with the caller's credentials. */
export const remote = remoteServer('memory', auth);
