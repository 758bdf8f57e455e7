import type { Credentials } from './credentials.js';
import type { ServerSettings } from './configuration.js';
import { issuerOf } from './issuer.js';

export interface OAuthSettings extends ServerSettings {
  authorizationUrl?: string;
  /** Where renewals go, if not to the token URL. */
  refreshUrl?: string;
  /** RFC 7009. */
  revocationUrl?: string;
  /** A space, unless the service wants something else. */
  scopeSeparator?: string;
  /** `scope`, unless the service calls it otherwise. */
  scopeParameter?: string;
  /** Sent along with the browser. */
  authorizationParams?: Readonly<Record<string, string>>;
}

/** What is kept on our side while the browser is at the service. */
export interface Pending {
  state: string;
  verifier: string;
  redirectUri: string;
}

export interface OAuthClient {
  /** Whose credentials these are: the service's issuer, else its token URL. */
  issuer(): string;
  /** The address at the service to send the browser to. */
  begin(redirectUri: string): Promise<{ url: URL; pending: Pending }>;
  /** `answer` is the query that the browser came back with. */
  finish(answer: URLSearchParams, pending: Pending): Promise<Credentials>;
  refresh(refreshToken: string): Promise<Credentials>;
  /** Ends the grant, where the service offers that (RFC 7009). */
  revoke(token: string): Promise<void>;
}

/**
 * Our client at a service, for the authorization code grant with PKCE. Its methods throw OAuthError.
 * openid-client is loaded at the first call: a server that only lists its tools does without.
 */
export function oauthClient(provider: string, settings: OAuthSettings): OAuthClient {
  let opened: ReturnType<typeof connect> | undefined;
  function open() {
    opened ??= connect(provider, settings).catch((error: unknown) => {
      opened = undefined; // an outage at the first call is not for ever
      throw error;
    });
    return opened;
  }
  return {
    issuer: () => issuerOf(provider, settings) ?? settings.tokenUrl ?? '',
    begin: async (redirectUri) => (await open()).begin(redirectUri),
    finish: async (answer, pending) => (await open()).finish(answer, pending),
    refresh: async (refreshToken) => (await open()).refresh(refreshToken),
    revoke: async (token) => (await open()).revoke(token),
  };
}

async function connect(provider: string, settings: OAuthSettings) {
  const { authorizationCodeGrant } = await import('./authorization-code.js');
  return authorizationCodeGrant(provider, settings);
}
