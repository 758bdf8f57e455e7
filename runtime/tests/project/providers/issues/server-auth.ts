import { auth } from './api/auth.js';

/** Behind `--local-auth`: a page on this machine that takes the token and stores it for this user. */
export const { runAuthServer } = auth;
