import { remoteServer } from 'mcp-provider/remote';
import { auth } from './auth.js';

/** Calls the MCP server. */
export const remote = remoteServer('memory', auth, {
  environment: { MEMORY_FILE_PATH: 'MEMORY_FILE_PATH' },
});
