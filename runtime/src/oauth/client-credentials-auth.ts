import type { ApiAuth } from '../api/client.js';
import {
  hiddenSecrets,
  withAccessToken,
  Credentials,
  isFresh,
  isRecent,
  lasts,
} from './credentials.js';
import type { ServerSettings } from './configuration.js';
import { perProject } from '../project/project.js';
import type { UserId } from '../identity/principal.js';
import type { AuthServer, AuthServerOptions } from '../sign-in/loopback-server.js';

export interface ClientCredentialsSettings extends ServerSettings {
  clientAuthentication: 'post' | 'basic' | 'basic-raw';
  /** The API that tokens are for, where the authorization server asks for it. */
  audience?: string;
}

export interface ClientCredentialsAuth extends ApiAuth<Credentials> {
  provider: string;
  settings: ClientCredentialsSettings;
  readonly getCredentials: (userId: UserId) => Promise<Credentials>;
  /** Stores the token of the server. */
  readonly saveCredentials: (userId: UserId, credentials: Credentials) => Promise<void>;
  /** A page that shows whether the service accepts this server. */
  readonly runAuthServer: (options: AuthServerOptions) => Promise<AuthServer>;
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
  const auth: ClientCredentialsAuth = {
    provider,
    settings,
    getCredentials: () => credentials.get(),
    saveCredentials: async (_userId, next) => credentials.save(next),
    replaceCredentials: (_userId, rejected) => credentials.replace(rejected),
    authorize: withAccessToken,
    secrets: hiddenSecrets(provider),
    rejectedMessage: 'The API does not accept the credentials of this server.',
    async runAuthServer(options) {
      const { connectionCheck } = await import('./connection-check.js');
      return connectionCheck(auth)(options);
    },
  };
  return auth;
}

/** Of one project. */
interface Memory {
  current?: Credentials;
  pending?: Promise<Credentials> | undefined;
}

/**
 * Credentials of this server itself, kept in memory: new ones cost one request and no consent. openid-client is loaded
 * at the first request.
 */
function applicationCredentials(provider: string, settings: ClientCredentialsSettings) {
  const memory = perProject(provider, (): Memory => ({}));

  function refresh(): Promise<Credentials> {
    const own = memory();
    own.pending ??= request(own).finally(() => (own.pending = undefined));
    return own.pending;
  }

  async function request(own: Memory): Promise<Credentials> {
    const { requestCredentials } = await import('./grants.js');
    own.current = await requestCredentials(provider, settings);
    return own.current;
  }

  /** Refreshed before they expire. @throws OAuthError */
  async function get(): Promise<Credentials> {
    const { current: known } = memory();
    if (known && isFresh(known)) return known;
    return refresh().catch((error: unknown) => {
      if (known && lasts(known, 0)) return known; // within the margin, an outage is harmless
      throw error;
    });
  }

  /** Credentials other than those the API has rejected; null where new ones would not help. @throws OAuthError */
  async function replace(rejected: Credentials): Promise<Credentials | null> {
    const { current } = memory();
    if (current && current.accessToken !== rejected.accessToken) return current;
    return isRecent(rejected) ? null : refresh();
  }

  function save(credentials: Credentials): void {
    memory().current = Credentials.parse(credentials);
  }

  return { get, replace, save };
}
