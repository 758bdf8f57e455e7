import { apiKeyAuth } from 'mcp-provider/auth';

export const auth = apiKeyAuth(
  'tickets',
  { apiKey: 'TICKETS_API_KEY' },
  { in: 'header', name: 'X-Api-Key' },
);

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
