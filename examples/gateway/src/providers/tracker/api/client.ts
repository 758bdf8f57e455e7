import { remoteServer } from 'mcp-provider/remote';
import { PROVIDER_NAME } from '../mcp-instance.js';
import { auth } from './auth.js';

/** Calls the MCP server with the caller's credentials. Each caller has a connection. */
export const remote = remoteServer(PROVIDER_NAME, auth);
