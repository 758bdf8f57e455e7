import { apiKeyAuth } from 'mcp-provider/auth';

export const auth = apiKeyAuth(
  'board',
  { apiKey: 'BOARD_API_KEY' },
  { in: 'header', name: 'Authorization' },
);

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
