import { basicAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = basicAuth(PROVIDER_NAME, {
  username: 'ARTICLES_USERNAME',
  password: 'ARTICLES_PASSWORD',
});

/** Reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
