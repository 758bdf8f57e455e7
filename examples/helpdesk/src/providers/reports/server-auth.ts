import { auth } from './api/auth.js';

/** Checks the credentials of this server. */
export const { runAuthServer } = auth;
