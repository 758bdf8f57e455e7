import type { ClientCredentialsSettings } from './client-credentials-auth.js';
import { Credentials, isFresh, isRecent, lasts } from './credentials.js';

/**
 * Credentials of this server itself, kept in memory: new ones cost one request and no consent. openid-client is loaded
 * at the first request.
 */
export function applicationCredentials(provider: string, settings: ClientCredentialsSettings) {
  let current: Credentials | undefined;
  let pending: Promise<Credentials> | undefined;

  function refresh(): Promise<Credentials> {
    pending ??= request().finally(() => (pending = undefined));
    return pending;
  }

  async function request(): Promise<Credentials> {
    const { requestCredentials } = await import('./client-credentials-grant.js');
    current = await requestCredentials(provider, settings);
    return current;
  }

  /** Refreshed before they expire. @throws OAuthError */
  async function get(): Promise<Credentials> {
    const known = current;
    if (known && isFresh(known)) return known;
    return refresh().catch((error: unknown) => {
      if (known && lasts(known, 0)) return known; // within the margin, an outage is harmless
      throw error;
    });
  }

  /** Credentials other than those the API has rejected; null where new ones would not help. @throws OAuthError */
  async function replace(rejected: Credentials): Promise<Credentials | null> {
    if (current && current.accessToken !== rejected.accessToken) return current;
    return isRecent(rejected) ? null : refresh();
  }

  function save(credentials: Credentials): void {
    current = Credentials.parse(credentials);
  }

  return { get, replace, save };
}
