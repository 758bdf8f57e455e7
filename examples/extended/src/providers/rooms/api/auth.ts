import { bearerAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = bearerAuth(PROVIDER_NAME, { token: 'ROOMS_TOKEN' });

/** Reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
