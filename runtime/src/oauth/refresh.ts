import { Credentials, isFresh, isRecent, lasts } from './credentials.js';
import { perProject, projectOf } from '../project/project.js';
import { log } from '../project/log.js';
import type { Lock } from '../project/ports.js';
import { OAuthError } from './errors.js';
import type { CredentialStore } from '../credentials/store.js';
import { credentialStore } from '../credentials/store.js';
import { RecordError, nullIfUnreadable } from '../credentials/encryption.js';
import type { Unsaved } from '../credentials/unsaved-credentials.js';
import { unsavedCredentials } from '../credentials/unsaved-credentials.js';
import type { Vault } from '../credentials/vault.js';
import { recordId } from '../credentials/vault.js';
import { unrefTimer, timeout, within } from '../utils/time.js';

/** Another process has taken over: what was read of the record is out of date. */
class LockLostError extends Error {
  override name = 'LockLostError';
}

/** Longer than the requests and the locks of a refresh take. */
const REFRESH_MS = 60_000;
/** Between two refreshes of credentials that still last. */
const PAUSE_MS = 5_000;
/** After as many takeovers something else is wrong. */
const LOCK_ATTEMPTS = 3;

/**
 * Credentials of one provider's users that are always usable: read for each request, refreshed before they expire, by one
 * caller at a time in all processes.
 */
export function refreshedCredentials(vault: Vault, from: CredentialIssuer) {
  const { provider } = vault;
  const store = credentialStore(vault, Credentials, { issuer: from.issuer });
  const memory = perProject(provider, () => ({
    unsaved: unsavedCredentials<Credentials>(provider),
    refreshing: new Map<string, Promise<Credentials | null>>(),
    /** Users whose credentials are about to end, and are being refreshed or were a moment ago. */
    due: new Set<string>(),
  }));
  const unsavedOf = (userId: string) => memory().unsaved.of(userId);

  async function current(userId: string): Promise<Credentials | null> {
    const newer = unsavedOf(userId);
    return newer ? newer.credentials : store.read(userId);
  }

  /** Null: this user must sign in. @throws OAuthError where the service does not respond as it should */
  async function get(userId: string): Promise<Credentials | null> {
    const stored = await current(userId);
    if (!stored || isFresh(stored)) return stored;
    if (!lasts(stored, 0)) return refreshOnce(userId);
    refreshBeside(userId);
    return stored;
  }

  /** Before they end, so that an outage stops no call. A server that stops waits for it: the refresh token may be spent. */
  function refreshBeside(userId: string): void {
    const { due } = memory();
    if (due.has(userId)) return;
    const { ending } = projectOf(provider);
    const refresh = refreshOnce(userId).catch((error: unknown) =>
      log('error', 'refresh', error, { provider }),
    );
    const ended = () => refresh.then(() => {});
    due.add(userId);
    ending.add(ended);
    void ended().finally(() => {
      ending.delete(ended);
      unrefTimer(timeout(PAUSE_MS, () => due.delete(userId)));
    });
  }

  /** Credentials other than those the API has rejected, or null: this user must sign in. */
  async function replace(userId: string, rejected: Credentials): Promise<Credentials | null> {
    const stored = await current(userId);
    const isSame = stored?.accessToken === rejected.accessToken;
    return isSame && isRecent(rejected) ? null : refreshOnce(userId, rejected.accessToken);
  }

  /** Waits for a refresh under way, which would otherwise restore what is replaced here. */
  async function save(userId: string, credentials: Credentials): Promise<void> {
    const next = Credentials.parse(credentials);
    const newer = unsavedOf(userId);
    if (!newer) return vault.withLock(userId, () => store.write(userId, next));
    newer.credentials = next;
    return newer.save();
  }

  /** Ends a sign-in, here and at the service. @throws OAuthError where the service did not end it */
  function end(userId: string): Promise<void> {
    const newer = unsavedOf(userId);
    if (!newer) {
      const read = () => store.read(userId).catch(nullIfUnreadable);
      return vault.withLock(userId, () => revokeAndRemove(from, read, () => store.remove(userId)));
    }
    const { credentials } = newer;
    newer.credentials = null;
    return revokeAndRemove(from, async () => credentials, newer.save);
  }

  /** One refresh of a user at a time; a result that is rejected, too, leads to another one. */
  async function refreshOnce(userId: string, rejected?: string): Promise<Credentials | null> {
    const { refreshing } = memory();
    const underWay = refreshing.get(userId);
    if (underWay) {
      const next = await underWay;
      return next && next.accessToken === rejected ? refreshOnce(userId, rejected) : next;
    }
    const newer = unsavedOf(userId);
    const refresh = newer ? refreshUnsaved(newer, rejected) : refreshLocked(userId, rejected);
    // A store may never answer: the next call tries again.
    const result = within(REFRESH_MS, refresh).finally(() => refreshing.delete(userId));
    refreshing.set(userId, result);
    return result;
  }

  async function refreshLocked(userId: string, rejected?: string): Promise<Credentials | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await underLock(userId, (lock) => refreshStored(userId, rejected, lock));
      } catch (error) {
        if (!(error instanceof LockLostError) || attempt === LOCK_ATTEMPTS) throw error;
      }
    }
  }

  /** The result is known before the task ends: the lock is held until the store has taken it. */
  function underLock(userId: string, refresh: (lock: Lock) => Promise<Outcome>) {
    return new Promise<Credentials | null>((resolve, reject) => {
      const task = async (lock: Lock) => {
        const { credentials, saving } = await refresh(lock);
        resolve(credentials);
        await saving;
      };
      vault.withLock(userId, task).catch(reject);
    });
  }

  async function refreshStored(
    userId: string,
    rejected: string | undefined,
    lock: Lock,
  ): Promise<Outcome> {
    const stored = await store.read(userId); // another process may have refreshed them
    if (!stored) return { credentials: null };
    const ready = async () => {
      // With the response, this refresh token is spent: on a full disk, the sign-in would last as long as this process.
      await (await vault.records()).requireRoom?.(recordId(provider, userId));
      const isHeld = await lock.isHeld();
      if (!isHeld || !isSame(await store.read(userId), stored)) throw new LockLostError();
    };
    const next = await refreshed(provider, from, stored, rejected, ready);
    if (next === 'ended') return { credentials: await removeEnded(store, userId, stored) };
    if (next === null || next === stored) return { credentials: next };
    return saveRefreshed(userId, stored, next);
  }

  /** While the store fails, what is in memory counts; this process still holds the lock. */
  async function refreshUnsaved(
    newer: Unsaved<Credentials>,
    rejected?: string,
  ): Promise<Credentials | null> {
    const stored = newer.credentials;
    if (!stored) return null;
    newer.isRefreshing = true;
    try {
      const next = await refreshed(provider, from, stored, rejected, async () => {});
      if (next === null) return null;
      if (newer.credentials === stored) newer.credentials = next === 'ended' ? null : next;
      return newer.credentials;
    } finally {
      newer.isRefreshing = false;
    }
  }

  async function saveRefreshed(
    userId: string,
    before: Credentials,
    next: Credentials,
  ): Promise<Outcome> {
    let stored = before;
    const write = async (newest: Credentials | null): Promise<void> => {
      // After a takeover, the record of the other process is as good; and the user may have signed in or out there.
      if (await isReplaced(store, userId, stored)) return;
      if (newest === null) return store.remove(userId);
      await store.write(userId, newest);
      stored = newest;
    };
    try {
      await write(next);
      return { credentials: next };
    } catch (error) {
      log('error', 'refreshed credentials are kept in memory until stored', error, { provider });
      return { credentials: next, saving: memory().unsaved.keep(userId, next, write) };
    }
  }

  return { get, replace, save, end };
}

interface Outcome {
  credentials: Credentials | null;
  /** Under way where the store has failed. */
  saving?: Promise<void>;
}

/** Issues credentials and revokes them. Its methods throw OAuthError. */
export interface CredentialIssuer {
  /** Its identifier: credentials are sent to no other. */
  issuer(): string;
  /**
   * @param ready runs immediately before the refresh token is sent, which it prevents by throwing
   * @param clientId of the client that obtained it, where that has registered itself
   */
  refresh(
    refreshToken: string,
    ready: () => Promise<void>,
    clientId?: string,
  ): Promise<Credentials>;
  revoke(token: string, clientId?: string): Promise<void>;
}

/** The same where they are still usable, others, or null where they cannot be refreshed. @throws OAuthError */
async function refreshed(
  provider: string,
  from: CredentialIssuer,
  known: Credentials,
  rejected: string | undefined,
  ready: () => Promise<void>,
): Promise<Credentials | 'ended' | null> {
  const { refreshToken, scopes, accessToken, clientId } = known;
  if (accessToken !== rejected && isFresh(known)) return known;
  const isUsable = () => accessToken !== rejected && lasts(known, 0);
  if (refreshToken === undefined) return isUsable() ? known : null;
  const count = (outcome: 'ok' | 'failed') =>
    projectOf(provider).metrics?.record({ type: 'refresh', provider, outcome });
  try {
    const next = await from.refresh(refreshToken, ready, clientId);
    count('ok');
    // A response without refresh token or scopes means "as before" (RFC 6749 sections 5.1 and 6).
    return { refreshToken, ...(scopes && { scopes }), ...(clientId && { clientId }), ...next };
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error; // nothing was sent
    count('failed');
    if (error.failure === 'ended') return 'ended';
    if (isUsable()) return known; // within the margin, an outage is harmless
    throw error;
  }
}

/**
 * Ends a sign-in: at the service first, which needs the stored tokens, and here whatever its response.
 * @throws OAuthError where the service did not end it
 */
async function revokeAndRemove(
  from: CredentialIssuer,
  read: () => Promise<Credentials | null>,
  remove: () => Promise<void>,
): Promise<void> {
  try {
    const stored = await read();
    if (stored) await from.revoke(stored.refreshToken ?? stored.accessToken, stored.clientId);
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const message = `The sign-in was removed here, but not ended at the service. ${error.message}`;
    throw new OAuthError(error.failure, message, { cause: error });
  } finally {
    await remove();
  }
}

type Store = CredentialStore<Credentials>;

const isSame = (one: Credentials | null, other: Credentials): boolean =>
  one?.accessToken === other.accessToken && one.refreshToken === other.refreshToken;

/** Whether the record is another one by now: another process has refreshed it, or the user has signed in or out there. */
async function isReplaced(store: Store, userId: string, stored: Credentials): Promise<boolean> {
  try {
    return !isSame(await store.read(userId), stored);
  } catch (error) {
    if (error instanceof RecordError) return false; // what cannot be read is to be replaced
    throw error;
  }
}

/** Only the record that was tried: another sign-in may have been made meanwhile. */
async function removeEnded(
  store: Store,
  userId: string,
  tried: Credentials,
): Promise<Credentials | null> {
  const latest = await store.read(userId);
  if (latest && !isSame(latest, tried)) return lasts(latest, 0) ? latest : null;
  await store.remove(userId);
  return null;
}
