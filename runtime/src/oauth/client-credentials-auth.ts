import type { ApiAuth } from '../api/api-auth.js';
import type { UserId } from '../identity/principal.js';
import { valuePerProject } from '../project/project.js';
import type { AuthServer, AuthServerOptions } from '../sign-in/loopback-server.js';
import { CachedCredentials } from './cached-credentials.js';
import type { ServerSettings } from './configuration.js';
import { Credentials, hiddenSecrets, setAccessToken } from './credentials.js';

/** The settings of a client that authenticates as this server (RFC 6749 section 4.4). */
export interface ClientCredentialsSettings extends ServerSettings {
  clientAuthentication: 'post' | 'basic' | 'basic-raw';
  /** The API that tokens are for, if the authorization server requires it. */
  audience?: string;
}

/** Authentication with one access token of this server for all users. */
export interface ClientCredentialsAuth extends ApiAuth<Credentials> {
  provider: string;
  settings: ClientCredentialsSettings;
  readonly getCredentials: (userId: UserId) => Promise<Credentials>;
  /** Stores the token of the server. */
  readonly saveCredentials: (userId: UserId, credentials: Credentials) => Promise<void>;
  /** Serves a page that shows whether the service accepts this server. */
  readonly runAuthServer: (options: AuthServerOptions) => Promise<AuthServer>;
}

/** Key of the server's own credentials, which all users share. */
const SERVER_KEY = '';

/**
 * Creates the authentication with OAuth 2.0 client credentials (RFC 6749 section 4.4): the server signs in as itself, for all of its users.
 * `scopes` are in provider-config.yaml; the client is in `<NAME>_CLIENT_ID` and `<NAME>_CLIENT_SECRET`.
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
  const memory = valuePerProject(provider, () => new CachedCredentials());
  /** Requests a token. Loads openid-client at the first request. */
  const request = async () => {
    const { requestCredentials } = await import('./grants.js');
    return requestCredentials(provider, settings);
  };
  const auth: ClientCredentialsAuth = {
    provider,
    settings,
    getCredentials: () => memory().get(SERVER_KEY, request),
    saveCredentials: async (_userId, credentials) =>
      memory().save(SERVER_KEY, Credentials.parse(credentials)),
    replaceCredentials: (_userId, { accessToken }) =>
      memory().replace(SERVER_KEY, accessToken, request),
    authorize: setAccessToken,
    secrets: hiddenSecrets(provider),
    rejectedMessage: 'The API does not accept the credentials of this server.',
    async runAuthServer(options) {
      const { connectionCheck } = await import('./connection-check.js');
      return connectionCheck(auth)(options);
    },
  };
  return auth;
}
