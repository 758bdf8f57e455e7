import { apiKeyAuth } from 'mcp-provider/auth';

export const auth = apiKeyAuth('media', { apiKey: 'MEDIA_API_KEY' }, { in: 'query', name: 'key' });

/** `getCredentials` reads the environment, then the credential store; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
