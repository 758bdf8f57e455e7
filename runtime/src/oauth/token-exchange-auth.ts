import type { ApiAuth } from '../api/client.js';
import { noSignIn } from '../sign-in/no-sign-in.js';
import type { AuthServer, AuthServerOptions } from '../sign-in/loopback-server.js';
import { callerToken, keepCallerTokens } from '../identity/caller-token.js';
import { environmentOf, perProject } from '../project/project.js';
import type { UserId } from '../identity/principal.js';
import { isVerifiedCaller } from '../identity/principal.js';
import { hiddenSecrets, withAccessToken, Credentials, isFresh, isRecent } from './credentials.js';
import type { ServerSettings } from './configuration.js';
import { OAuthError } from './errors.js';
import { nodeCrypto } from '../node/node-module.js';

/** Where the tokens of callers are exchanged, and for which API. */
export interface TokenExchangeSettings extends Omit<ServerSettings, 'registration'> {
  clientAuthentication: 'post' | 'basic' | 'basic-raw';
  /** The API that the tokens are for, by its name at the authorization server (RFC 8693 section 2.1). */
  audience?: string;
  /** The same by its URL (RFC 8707). */
  resource?: string;
  /** `on-behalf-of` is that of Microsoft Entra ID, which has no token exchange. Default: `token-exchange` (RFC 8693). */
  grant?: 'token-exchange' | 'on-behalf-of';
}

export interface TokenExchangeAuth extends ApiAuth<Credentials> {
  provider: string;
  settings: TokenExchangeSettings;
  /** Keeps a token of this user in memory, for calls that come without one. */
  readonly saveCredentials: (userId: UserId, credentials: Credentials) => Promise<void>;
  /** A page that says that no sign-in is required: callers bring the access tokens that are exchanged. */
  readonly runAuthServer: (options: AuthServerOptions) => Promise<AuthServer>;
}

/** Tokens of the API, of all users, in memory. */
const MOST_TOKENS = 10_000;

/**
 * OAuth 2.0 token exchange (RFC 8693): each user calls the API with a token that the authorization server issues for the
 * access token with which they call this server. Nobody signs in again, and nothing is stored. `scopes` are in
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
  keepCallerTokens();
  /** By user and access token: a token with fewer rights does not get what another one was exchanged for. */
  const memory = perProject(provider, () => new Map<string, Promise<Credentials>>());

  function subjectOf(userId: UserId): string | undefined {
    if (isVerifiedCaller(userId)) return callerToken(userId);
    return environmentOf(provider)[`${provider.toUpperCase()}_SUBJECT_TOKEN`] || undefined;
  }

  function exchanged(key: string, subject: string): Promise<Credentials> {
    const exchanging = exchange(subject);
    keep(key, exchanging);
    exchanging.catch(() => memory().delete(key));
    return exchanging;
  }

  async function exchange(subject: string): Promise<Credentials> {
    const { exchangeToken } = await import('./grants.js');
    return exchangeToken(provider, settings, subject);
  }

  function keep(key: string, credentials: Promise<Credentials>): void {
    const own = memory();
    own.delete(key);
    if (own.size >= MOST_TOKENS) own.delete([...own.keys()][0] ?? '');
    own.set(key, credentials);
  }

  /** @throws OAuthError where there is nothing to exchange, and where the authorization server refuses */
  async function get(userId: UserId): Promise<Credentials> {
    const subject = subjectOf(userId);
    const key = keyOf(userId, subject);
    const known = await memory().get(key);
    if (known && isFresh(known)) return known;
    if (subject !== undefined) return exchanged(key, subject);
    throw new OAuthError('unconfigured', whatIsMissing(provider, userId));
  }

  return {
    provider,
    settings,
    getCredentials: get,
    saveCredentials: async (userId, credentials) =>
      keep(keyOf(userId, undefined), Promise.resolve(Credentials.parse(credentials))),
    async replaceCredentials(userId, rejected) {
      const subject = subjectOf(userId);
      if (subject === undefined || isRecent(rejected)) return null;
      return exchanged(keyOf(userId, subject), subject);
    },
    authorize: withAccessToken,
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
