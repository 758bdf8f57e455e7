import { oauthAuth } from 'mcp-provider/oauth';

/** The authorization server; scopes and redirect URI are in provider-config.yaml. */
export const auth = oauthAuth('chat', {
  issuer: 'https://auth.chat.example.com',
  authorizationUrl: 'https://auth.chat.example.com/oauth/authorize',
  tokenUrl: 'https://auth.chat.example.com/oauth/token',
  revocationUrl: 'https://auth.chat.example.com/oauth/revoke',
  sendsIssuer: true,
  clientAuthentication: 'none',
});

/** `getCredentials` refreshes expired access tokens; null means that the user must sign in. */
export const { getCredentials, saveCredentials, signOut } = auth;
