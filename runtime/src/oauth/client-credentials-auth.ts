import type { ApiAuth } from '../api/client.js';
import { withAccessToken } from './access-token.js';
import { applicationCredentials } from './application-credentials.js';
import type { ServerSettings } from './configuration.js';
import type { Credentials } from './credentials.js';

export interface ClientCredentialsSettings extends ServerSettings {
  clientAuthentication: 'post' | 'basic' | 'basic-raw';
  /** The API that tokens are for, where the authorization server asks for it. */
  audience?: string;
}

export interface ClientCredentialsAuth extends ApiAuth<Credentials> {
  provider: string;
  settings: ClientCredentialsSettings;
  getCredentials(userId: string): Promise<Credentials>;
  saveCredentials(userId: string, credentials: Credentials): Promise<void>;
}

/**
 * OAuth 2.0 client credentials (RFC 6749 section 4.4): the server signs in as itself, for all of its users. `scopes` are
 * in provider-config.yaml; the client is in `<NAME>_CLIENT_ID` and `<NAME>_CLIENT_SECRET`.
 * @example
 * export const auth = clientCredentialsAuth(PROVIDER_NAME, {
 *   tokenUrl: 'https://auth.acme.dev/token',
 *   clientAuthentication: 'basic',
 * });
 */
export function clientCredentialsAuth(
  provider: string,
  settings: ClientCredentialsSettings,
): ClientCredentialsAuth {
  const credentials = applicationCredentials(provider, settings);
  return {
    provider,
    settings,
    getCredentials: () => credentials.get(),
    saveCredentials: async (_userId, next) => credentials.save(next),
    replaceCredentials: (_userId, rejected) => credentials.replace(rejected),
    authorize: withAccessToken,
    rejectedMessage: 'The API does not accept the credentials of this server.',
  };
}
