import { signInForm } from 'mcp-provider/auth';
import { auth } from './api/auth.js';

/** Serves the sign-in form of `--local-auth`. */
export const runAuthServer = signInForm(auth);
