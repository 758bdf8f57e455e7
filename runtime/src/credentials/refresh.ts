import { Credentials, isFresh, isRecent } from '../oauth/credentials.js';
import { perProject } from '../provider/per-project.js';
import { log } from '../serving/log.js';
import { withRefreshMetrics } from './refresh-metrics.js';
import type { CredentialIssuer } from './issuer.js';
import { refreshed, revokeAndRemove } from './issuer.js';
import type { Lock } from '../provider/ports.js';
import { credentialStore } from './store.js';
import { whereUnreadable } from './encryption.js';
import { isReplaced, isSame, removeEnded } from './stored-record.js';
import type { Unsaved } from './unsaved-credentials.js';
import { unsavedCredentials } from './unsaved-credentials.js';
import type { Vault } from './vault.js';
import { recordId } from './vault.js';

/** Another process has taken over: what was read of the record is out of date. */
class LockLostError extends Error {
  override name = 'LockLostError';
}

/** After as many takeovers something else is wrong. */
const LOCK_ATTEMPTS = 3;

/**
 * Credentials of one provider's users that are always usable: read for each request, refreshed before they expire, by one
 * caller at a time in all processes.
 */
export function refreshedCredentials(vault: Vault, issuer: CredentialIssuer) {
  const { provider } = vault;
  const from = withRefreshMetrics(provider, issuer);
  const store = credentialStore(vault, Credentials, { issuer: from.issuer });
  const memory = perProject(provider, () => ({
    unsaved: unsavedCredentials<Credentials>(provider),
    refreshing: new Map<string, Promise<Credentials | null>>(),
  }));
  const unsavedOf = (userId: string) => memory().unsaved.of(userId);

  async function current(userId: string): Promise<Credentials | null> {
    const newer = unsavedOf(userId);
    return newer ? newer.credentials : store.read(userId);
  }

  /** Null: this user must sign in. @throws OAuthError where the service does not respond as it should */
  async function get(userId: string): Promise<Credentials | null> {
    const known = await current(userId);
    return !known || isFresh(known) ? known : refreshOnce(userId);
  }

  /** Credentials other than those the API has rejected, or null: this user must sign in. */
  async function replace(userId: string, rejected: Credentials): Promise<Credentials | null> {
    const known = await current(userId);
    const isSame = known?.accessToken === rejected.accessToken;
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
      const read = () => store.read(userId).catch(whereUnreadable);
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
    const result = refresh.finally(() => refreshing.delete(userId));
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
    const known = await store.read(userId); // another process may have refreshed them
    if (!known) return { credentials: null };
    const ready = async () => {
      // With the response, this refresh token is spent: on a full disk, the sign-in would last as long as this process.
      await (await vault.records()).requireRoom?.(recordId(provider, userId));
      const isHeld = await lock.isHeld();
      if (!isHeld || !isSame(await store.read(userId), known)) throw new LockLostError();
    };
    const next = await refreshed(from, known, rejected, ready);
    if (next === 'ended') return { credentials: await removeEnded(store, userId, known) };
    if (next === null || next === known) return { credentials: next };
    return saveRefreshed(userId, known, next);
  }

  /** While the store fails, what is in memory counts; this process still holds the lock. */
  async function refreshUnsaved(
    newer: Unsaved<Credentials>,
    rejected?: string,
  ): Promise<Credentials | null> {
    const known = newer.credentials;
    if (!known) return null;
    const next = await refreshed(from, known, rejected, async () => {});
    if (next === null) return null;
    if (newer.credentials === known) newer.credentials = next === 'ended' ? null : next;
    return newer.credentials;
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
