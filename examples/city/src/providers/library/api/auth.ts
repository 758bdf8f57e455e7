import { apiKeyAuth } from 'mcp-provider/auth';
import { PROVIDER_NAME } from '../mcp-instance.js';

export const auth = apiKeyAuth(
  PROVIDER_NAME,
  { apiKey: 'LIBRARY_API_KEY' },
  { in: 'header', name: 'X-Library-Key' },
);

/** Reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
