import type { ApiAuth } from '../api/api-auth.js';
import { callerToken, enableCallerTokens } from '../identity/caller-token.js';
import { isVerifiedCaller, type UserId } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import { environmentOf, valuePerProject } from '../project/project.js';
import type { AuthServer, AuthServerOptions } from '../sign-in/loopback-server.js';
import { noSignIn } from '../sign-in/no-sign-in.js';
import { setting } from '../utils/settings.js';
import { CachedCredentials } from './cached-credentials.js';
import type { ServerSettings } from './configuration.js';
import { Credentials, hiddenSecrets, setAccessToken } from './credentials.js';
import { OAuthError } from './errors.js';

/** Settings of the exchange of callers' tokens. */
export interface TokenExchangeSettings extends Omit<ServerSettings, 'registration'> {
  clientAuthentication: 'post' | 'basic' | 'basic-raw';
  /** The API that the tokens are for, by its name at the authorization server (RFC 8693 section 2.1). */
  audience?: string;
  /** The API that the tokens are for, by its URL (RFC 8707). */
  resource?: string;
  /**
   * The grant. `on-behalf-of` is that of Microsoft Entra ID, which has no token exchange. Default:
   * `token-exchange` (RFC 8693).
   */
  grant?: 'token-exchange' | 'on-behalf-of';
}

/** Authentication with tokens that are exchanged for those of the callers (RFC 8693). */
export interface TokenExchangeAuth extends ApiAuth<Credentials> {
  provider: string;
  settings: TokenExchangeSettings;
  /** Keeps a token of this user in memory, for calls that have none. */
  readonly saveCredentials: (userId: UserId, credentials: Credentials) => Promise<void>;
  /** Serves a page with the message that no sign-in is required: callers send the access tokens that are exchanged. */
  readonly runAuthServer: (options: AuthServerOptions) => Promise<AuthServer>;
}

/**
 * Creates the authentication with OAuth 2.0 token exchange (RFC 8693): each user calls the API with a token that the authorization server issues
 * for the access token with which they call this server. Nobody signs in again, and nothing is stored. `scopes` are in
 * provider-config.yaml; the client is in `<NAME>_CLIENT_ID` and `<NAME>_CLIENT_SECRET`. The user of this machine has no
 * access token: `<NAME>_SUBJECT_TOKEN` can contain one for development.
 * @example
 * export const auth = tokenExchangeAuth(PROVIDER_NAME, {
 *   issuer: 'https://id.acme.dev/realms/acme',
 *   clientAuthentication: 'basic',
 *   audience: 'orders-api',
 * });
 */
export function tokenExchangeAuth(
  provider: string,
  settings: TokenExchangeSettings,
): TokenExchangeAuth {
  enableCallerTokens();
  /** Tokens by user and access token: a token with fewer rights does not get what another one was exchanged for. */
  const memory = valuePerProject(provider, () => new CachedCredentials());

  function subjectOf(userId: UserId): string | undefined {
    if (isVerifiedCaller(userId)) return callerToken(userId);
    return setting(`${provider.toUpperCase()}_SUBJECT_TOKEN`, environmentOf(provider));
  }

  async function exchange(userId: UserId, subject: string | undefined): Promise<Credentials> {
    if (subject === undefined)
      throw new OAuthError('unconfigured', whatIsMissing(provider, userId));
    const { exchangeToken } = await import('./grants.js');
    return exchangeToken(provider, settings, subject);
  }

  return {
    provider,
    settings,
    async getCredentials(userId) {
      const subject = subjectOf(userId);
      return memory().get(keyOf(userId, subject), () => exchange(userId, subject));
    },
    saveCredentials: async (userId, credentials) =>
      memory().save(keyOf(userId, undefined), Credentials.parse(credentials)),
    async replaceCredentials(userId, { accessToken }) {
      const subject = subjectOf(userId);
      if (subject === undefined) return null;
      return memory().replace(keyOf(userId, subject), accessToken, () => exchange(userId, subject));
    },
    authorize: setAccessToken,
    runAuthServer: noSignIn(),
    secrets: hiddenSecrets(provider),
    rejectedMessage: 'The API does not accept the token that was issued for its caller.',
  };
}

const keyOf = (userId: UserId, subject: string | undefined): string =>
  subject === undefined
    ? userId
    : `${userId} ${nodeCrypto().createHash('sha256').update(subject).digest('hex')}`;

const whatIsMissing = (provider: string, userId: UserId): string =>
  isVerifiedCaller(userId)
    ? `"${provider}" needs the access token of its caller, and this call has none.`
    : `"${provider}" needs the access token of its caller, and the user of this machine has none: serve it over HTTP with MCP_ISSUER, or set ${provider.toUpperCase()}_SUBJECT_TOKEN.`;
