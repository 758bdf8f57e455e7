import { oauthAuth } from 'mcp-provider/oauth';

/** The authorization server; scopes and redirect URI are in provider-config.yaml. */
export const auth = oauthAuth('rooms', {
  authorizationUrl: 'https://login.rooms.example.com/authorize',
  tokenUrl: 'https://login.rooms.example.com/token',
  clientAuthentication: 'post',
});

/** `getCredentials` refreshes expired access tokens; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
