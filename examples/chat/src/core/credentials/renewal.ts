import { setTimeout as sleep } from 'node:timers/promises';
import { Credentials, lasts, MARGIN_MS } from '../oauth/credentials.js';
import { OAuthError } from '../oauth/errors.js';
import { withLock } from './lock.js';
import { credentialStore } from './store.js';

const WRITE_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 200;

/**
 * Credentials of one provider's users that are always usable: read at each call, renewed before they end, by one caller
 * at a time over all processes.
 * @param renew trades a refresh token for new credentials; throws OAuthError
 */
export function renewedCredentials(
  provider: string,
  renew: (refreshToken: string) => Promise<Credentials>,
) {
  const store = credentialStore(provider, Credentials);
  const flights = new Map<string, Promise<Credentials | null>>();

  /** Null: this user has to sign in. @throws OAuthError where the service cannot say */
  async function get(userId: string): Promise<Credentials | null> {
    const current = await store.read(userId);
    return !current || lasts(current, MARGIN_MS) ? current : renewOnce(userId);
  }

  /** Credentials other than those the API has refused, or null: this user has to sign in. */
  function replace(userId: string, refused: Credentials): Promise<Credentials | null> {
    return renewOnce(userId, refused.accessToken);
  }

  /** Waits for a renewal under way, which would otherwise bring back what is replaced here. */
  function save(userId: string, credentials: Credentials): Promise<void> {
    return withLock(provider, userId, () => store.write(userId, Credentials.parse(credentials)));
  }

  /** The credentials that were there are of no further use here. */
  function remove(userId: string): Promise<Credentials | null> {
    return withLock(provider, userId, async () => {
      const current = await store.read(userId).catch(() => null);
      await store.remove(userId);
      return current;
    });
  }

  function renewOnce(userId: string, refused?: string): Promise<Credentials | null> {
    const key = JSON.stringify([userId, refused]);
    const underWay = flights.get(key);
    if (underWay) return underWay;
    const flight = withLock(provider, userId, () => renewIfNeeded(userId, refused)).finally(() =>
      flights.delete(key),
    );
    flights.set(key, flight);
    return flight;
  }

  async function renewIfNeeded(userId: string, refused?: string): Promise<Credentials | null> {
    const current = await store.read(userId); // somebody may have been here before us
    if (!current) return null;
    const isUsable = (credentials: Credentials, ms: number) =>
      credentials.accessToken !== refused && lasts(credentials, ms);
    if (isUsable(current, MARGIN_MS)) return current;
    const { refreshToken, scopes } = current;
    if (refreshToken === undefined) return isUsable(current, 0) ? current : null;
    try {
      // An answer without refresh token or scopes means "as before" (RFC 6749 sections 5.1 and 6).
      const next = { refreshToken, ...(scopes && { scopes }), ...(await renew(refreshToken)) };
      await writeFirmly(userId, next);
      return next;
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      if (error.failure === 'ended') return signedOut(userId, refreshToken);
      if (isUsable(current, 0)) return current; // inside the margin an outage is nobody's business
      throw error;
    }
  }

  /** The old refresh token may be spent by now: a hiccup of the store must not cost the sign-in. */
  async function writeFirmly(userId: string, credentials: Credentials): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await store.write(userId, credentials);
        return;
      } catch (error) {
        if (attempt === WRITE_ATTEMPTS) throw error;
        await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  /** Only `invalid_grant` ends a sign-in, and only the one that was tried: another may have been made meanwhile. */
  async function signedOut(userId: string, tried: string): Promise<Credentials | null> {
    const latest = await store.read(userId);
    if (latest && latest.refreshToken !== tried) return lasts(latest, 0) ? latest : null;
    await store.remove(userId);
    return null;
  }

  return { get, replace, save, remove };
}
