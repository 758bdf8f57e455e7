import { clientCredentialsAuth } from 'mcp-provider/oauth';

/** The authorization server; scopes are in provider-config.yaml. */
export const auth = clientCredentialsAuth('reports', {
  issuer: 'https://auth.example.com',
  tokenUrl: 'https://auth.example.com/oauth2/token',
  clientAuthentication: 'basic',
});

/** Credentials of this server, the same for every caller; refreshed before they expire. */
export const { getCredentials, saveCredentials } = auth;
