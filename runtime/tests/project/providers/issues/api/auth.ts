import { bearerAuth } from '../../../../../src/auth.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'ISSUES_TOKEN' });

/** Credentials in the environment, else those this user has stored; null means that the user has to sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
