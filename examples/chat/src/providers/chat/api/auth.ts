import { renewedCredentials } from '../../../core/credentials/renewal.js';
import type { ApiRequest } from '../../../core/http.js';
import type { OAuthSettings } from '../../../core/oauth/client.js';
import { oauthClient } from '../../../core/oauth/client.js';
import type { Credentials } from '../../../core/oauth/credentials.js';
import { PROVIDER_NAME } from '../mcp-instance.js';

export type { Credentials };

/** The service's authorization server; `scopes` and `callback_url` stand in provider-config.yaml. */
export const settings: OAuthSettings = {
  issuer: 'https://auth.chat.example.com',
  authorizationUrl: 'https://auth.chat.example.com/oauth/authorize',
  tokenUrl: 'https://auth.chat.example.com/oauth/token',
  revocationUrl: 'https://auth.chat.example.com/oauth/revoke',
  sendsIssuer: true,
  clientAuthentication: 'none',
};

export const client = oauthClient(PROVIDER_NAME, settings);

const credentials = renewedCredentials(PROVIDER_NAME, client);

/** Renewed before they end; null means that the user has to sign in. */
export function getCredentials(userId: string): Promise<Credentials | null> {
  return credentials.get(userId);
}

export function saveCredentials(userId: string, next: Credentials): Promise<void> {
  return credentials.save(userId, next);
}

/** Others than those the API has refused; null means that the user has to sign in. */
export function replaceCredentials(
  userId: string,
  refused: Credentials,
): Promise<Credentials | null> {
  return credentials.replace(userId, refused);
}

/** Ends the user's sign-in: at the service, where that is possible, and here. */
export function signOut(userId: string): Promise<void> {
  return credentials.end(userId);
}

export function authorize(request: ApiRequest, { accessToken }: Credentials): ApiRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${accessToken}` } };
}
