import { oauthAuth } from 'mcp-provider/oauth';

/** The authorization server; scopes and redirect URI are in provider-config.yaml. */
export const auth = oauthAuth('tracker', {
  issuer: 'https://auth.tracker.example',
  resource: 'https://mcp.tracker.example/mcp',
  clientAuthentication: 'none',
  registration: 'automatic',
});

/** `getCredentials` refreshes expired access tokens; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
