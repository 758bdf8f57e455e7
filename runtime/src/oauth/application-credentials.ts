import { perProject } from '../provider/per-project.js';
import type { ClientCredentialsSettings } from './client-credentials-auth.js';
import { Credentials, isFresh, isRecent, lasts } from './credentials.js';

/** Of one project. */
interface Memory {
  current?: Credentials;
  pending?: Promise<Credentials> | undefined;
}

/**
 * Credentials of this server itself, kept in memory: new ones cost one request and no consent. openid-client is loaded
 * at the first request.
 */
export function applicationCredentials(provider: string, settings: ClientCredentialsSettings) {
  const memory = perProject(provider, (): Memory => ({}));

  function refresh(): Promise<Credentials> {
    const own = memory();
    own.pending ??= request(own).finally(() => (own.pending = undefined));
    return own.pending;
  }

  async function request(own: Memory): Promise<Credentials> {
    const { requestCredentials } = await import('./client-credentials-grant.js');
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
