import type { CredentialStore } from '../credentials/store.js';
import type { unsavedCredentials, UnsavedRecord } from '../credentials/unsaved-credentials.js';
import { recordId, type Vault } from '../credentials/vault.js';
import type { Lock } from '../project/interfaces.js';
import { log } from '../project/log.js';
import { type CredentialIssuer, refreshCredentials } from './credential-issuer.js';
import { type Credentials, isValidFor } from './credentials.js';

/** The records of one provider's credentials, and their issuer. */
export interface CredentialRecords {
  vault: Vault;
  store: CredentialStore<Credentials>;
  /** Returns the credentials that the store has not saved yet. */
  unsaved(): ReturnType<typeof unsavedCredentials<Credentials>>;
  from: CredentialIssuer;
}

interface RefreshOutcome {
  credentials: Credentials | null;
  /** Resolves when the store has saved them; present if the first attempt failed. */
  saving?: Promise<void>;
}

/** Another process has taken over the lock, so the record that was read is out of date. */
class LockLostError extends Error {
  override name = 'LockLostError';
}

/** Attempts per refresh: after as many takeovers, something else is wrong. */
const LOCK_ATTEMPTS = 3;

/** Refreshes the record of a user under its lock. @param rejectedAccessToken access token that the API does not accept */
export async function refreshLocked(
  records: CredentialRecords,
  userId: string,
  rejectedAccessToken?: string,
): Promise<Credentials | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await refreshUnderLock(records.vault, userId, (lock) =>
        refreshStored(records, userId, rejectedAccessToken, lock),
      );
    } catch (error) {
      if (!(error instanceof LockLostError) || attempt === LOCK_ATTEMPTS) throw error;
    }
  }
}

/**
 * Runs a refresh under the lock of the user. The result is known before the task ends: the lock is
 * held until the store has saved it.
 */
function refreshUnderLock(
  vault: Vault,
  userId: string,
  refresh: (lock: Lock) => Promise<RefreshOutcome>,
) {
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
  records: CredentialRecords,
  userId: string,
  rejectedToken: string | undefined,
  lock: Lock,
): Promise<RefreshOutcome> {
  const { vault, store, from } = records;
  const current = await store.read(userId); // another process may have refreshed them
  if (!current) return { credentials: null };
  const ready = async () => {
    // The response spends the refresh token: on a full disk, the sign-in would last only as long as
    // this process.
    await (await vault.records()).requireRoom?.(recordId(vault.provider, userId));
    const isHeld = await lock.isHeld();
    if (!isHeld || !haveSameTokens(await store.read(userId), current)) throw new LockLostError();
  };
  const keep = async (refused: Credentials) => {
    await store.replace(userId, (latest) => haveSameTokens(latest, current), refused, lock);
  };
  const next = await refreshCredentials(vault.provider, from, current, rejectedToken, {
    ready,
    keep,
  });
  if (next === 'ended') return { credentials: await removeEnded(store, userId, current, lock) };
  if (next === null || next === current) return { credentials: next };
  return saveRefreshed(records, userId, { previous: current, next, lock });
}

/** Refreshes credentials in memory, which count while the store fails; this process still holds the lock. */
export async function refreshUnsaved(
  { vault, from }: CredentialRecords,
  unsaved: UnsavedRecord<Credentials>,
  rejectedToken?: string,
): Promise<Credentials | null> {
  const current = unsaved.credentials;
  if (!current) return null;
  unsaved.isRefreshing = true;
  try {
    const next = await refreshCredentials(vault.provider, from, current, rejectedToken, {
      ready: async () => {},
      keep: async (refused) => {
        if (unsaved.credentials === current) unsaved.credentials = refused;
      },
    });
    if (next === null) return null;
    if (unsaved.credentials === current) unsaved.credentials = next === 'ended' ? null : next;
    return unsaved.credentials;
  } finally {
    unsaved.isRefreshing = false;
  }
}

async function saveRefreshed(
  { vault: { provider }, store, unsaved }: CredentialRecords,
  userId: string,
  { previous, next, lock }: { previous: Credentials; next: Credentials; lock: Lock },
): Promise<RefreshOutcome> {
  let stored = previous;
  const write = async (latest: Credentials | null): Promise<void> => {
    // After a takeover, the record of the other process is as good, and the user may have signed in
    // or out there.
    await store.replace(userId, (current) => haveSameTokens(current, stored), latest, lock);
    stored = latest ?? stored;
  };
  try {
    await write(next);
    return { credentials: next };
  } catch (error) {
    log('error', 'refreshed credentials are kept in memory until stored', error, { provider });
    return { credentials: next, saving: unsaved().keep(userId, next, write) };
  }
}

const haveSameTokens = (first: Credentials | null, second: Credentials): boolean =>
  first?.accessToken === second.accessToken && first.refreshToken === second.refreshToken;

/** Removes a record whose grant has ended, unless another sign-in has replaced it meanwhile. */
async function removeEnded(
  store: CredentialStore<Credentials>,
  userId: string,
  credentials: Credentials,
  lock: Lock,
): Promise<Credentials | null> {
  const latest = await store.read(userId);
  if (latest && !haveSameTokens(latest, credentials)) return isValidFor(latest, 0) ? latest : null;
  await store.replace(userId, (current) => haveSameTokens(current, credentials), null, lock);
  return null;
}
