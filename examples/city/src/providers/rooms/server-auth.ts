import { browserSignIn } from 'mcp-provider/oauth';
import { auth } from './api/auth.js';

/** The sign-in server of `--local-auth`, and the HTTP server's pages on which users connect their accounts. */
export const { runAuthServer, createPages } = browserSignIn(auth);
