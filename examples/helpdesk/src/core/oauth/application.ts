import type { ServerSettings } from './configuration.js';
import { Credentials, lasts, MARGIN_MS } from './credentials.js';

/**
 * Credentials of this server itself, for all of its users (RFC 6749 section 4.4). They are kept in memory: new ones cost
 * one request and nobody's consent. openid-client is loaded at the first request.
 */
export function applicationCredentials(provider: string, settings: ServerSettings) {
  let current: Credentials | undefined;
  let flight: Promise<Credentials> | undefined;

  function renew(): Promise<Credentials> {
    flight ??= request().finally(() => (flight = undefined));
    return flight;
  }

  async function request(): Promise<Credentials> {
    const { requestCredentials } = await import('./client-credentials.js');
    current = await requestCredentials(provider, settings);
    return current;
  }

  /** Renewed before they end. @throws OAuthError */
  async function get(): Promise<Credentials> {
    const known = current;
    if (known && lasts(known, MARGIN_MS)) return known;
    return renew().catch((error: unknown) => {
      if (known && lasts(known, 0)) return known; // inside the margin an outage is nobody's business
      throw error;
    });
  }

  /** Credentials other than those the API has refused. @throws OAuthError */
  async function replace(refused: Credentials): Promise<Credentials> {
    return current && current.accessToken !== refused.accessToken ? current : renew();
  }

  function save(credentials: Credentials): void {
    current = Credentials.parse(credentials);
  }

  return { get, replace, save };
}
