import { apiKeyAuth } from 'mcp-provider/auth';

export const auth = apiKeyAuth(
  'library',
  { apiKey: 'LIBRARY_API_KEY' },
  { in: 'header', name: 'X-Library-Key' },
);

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
