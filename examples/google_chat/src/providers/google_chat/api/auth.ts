import { oauthAuth } from 'mcp-provider/oauth';

/** The authorization server; scopes and redirect URI are in provider-config.yaml. */
export const auth = oauthAuth('google_chat', {
  issuer: 'https://accounts.google.com',
  authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
  tokenUrl: 'https://oauth2.googleapis.com/token',
  revocationUrl: 'https://oauth2.googleapis.com/revoke',
  clientAuthentication: 'post',
  authorizationParams: { access_type: 'offline', prompt: 'consent' },
});

/** `getCredentials` refreshes expired access tokens; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
