import { connectionCheck } from 'mcp-provider/oauth';
import { auth } from './api/auth.js';

/** `--local-auth` checks the credentials of this server. */
export const runAuthServer = connectionCheck(auth);
