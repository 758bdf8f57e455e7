import { RecordError } from '../credentials/encryption.js';
import type { CredentialStore } from '../credentials/store.js';
import type { Unsaved, unsavedCredentials } from '../credentials/unsaved-credentials.js';
import { recordId, type Vault } from '../credentials/vault.js';
import { log } from '../project/log.js';
import type { Lock } from '../project/ports.js';
import { type CredentialIssuer, refreshCredentials } from './credential-issuer.js';
import { type Credentials, lasts } from './credentials.js';

/** Where the credentials of one provider's users are, and who issues them. */
export interface CredentialRecords {
  vault: Vault;
  store: CredentialStore<Credentials>;
  /** What the store has not taken yet. */
  unsaved(): ReturnType<typeof unsavedCredentials<Credentials>>;
  from: CredentialIssuer;
}

interface Outcome {
  credentials: Credentials | null;
  /** Under way where the store has failed. */
  saving?: Promise<void>;
}

/** Another process has taken over: what was read of the record is out of date. */
class LockLostError extends Error {
  override name = 'LockLostError';
}

/** After as many takeovers something else is wrong. */
const LOCK_ATTEMPTS = 3;

/** Refreshes the record of a user under its lock. @param rejected access token that the API does not accept */
export async function refreshLocked(
  records: CredentialRecords,
  userId: string,
  rejected?: string,
): Promise<Credentials | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await underLock(records.vault, userId, (lock) =>
        refreshStored(records, userId, rejected, lock),
      );
    } catch (error) {
      if (!(error instanceof LockLostError) || attempt === LOCK_ATTEMPTS) throw error;
    }
  }
}

/** The result is known before the task ends: the lock is held until the store has taken it. */
function underLock(vault: Vault, userId: string, refresh: (lock: Lock) => Promise<Outcome>) {
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
  rejected: string | undefined,
  lock: Lock,
): Promise<Outcome> {
  const { vault, store, from } = records;
  const stored = await store.read(userId); // another process may have refreshed them
  if (!stored) return { credentials: null };
  const ready = async () => {
    // With the response, this refresh token is spent: on a full disk, the sign-in would last as long as this process.
    await (await vault.records()).requireRoom?.(recordId(vault.provider, userId));
    const isHeld = await lock.isHeld();
    if (!isHeld || !isSame(await store.read(userId), stored)) throw new LockLostError();
  };
  const keep = async (refused: Credentials) => {
    if (!(await isReplaced(store, userId, stored))) await store.write(userId, refused);
  };
  const next = await refreshCredentials(vault.provider, from, stored, rejected, { ready, keep });
  if (next === 'ended') return { credentials: await removeEnded(store, userId, stored) };
  if (next === null || next === stored) return { credentials: next };
  return saveRefreshed(records, userId, stored, next);
}

/** While the store fails, what is in memory counts; this process still holds the lock. */
export async function refreshUnsaved(
  { vault, from }: CredentialRecords,
  newer: Unsaved<Credentials>,
  rejected?: string,
): Promise<Credentials | null> {
  const stored = newer.credentials;
  if (!stored) return null;
  newer.isRefreshing = true;
  try {
    const next = await refreshCredentials(vault.provider, from, stored, rejected, {
      ready: async () => {},
      keep: async (refused) => {
        if (newer.credentials === stored) newer.credentials = refused;
      },
    });
    if (next === null) return null;
    if (newer.credentials === stored) newer.credentials = next === 'ended' ? null : next;
    return newer.credentials;
  } finally {
    newer.isRefreshing = false;
  }
}

async function saveRefreshed(
  { vault: { provider }, store, unsaved }: CredentialRecords,
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
    return { credentials: next, saving: unsaved().keep(userId, next, write) };
  }
}

const isSame = (one: Credentials | null, other: Credentials): boolean =>
  one?.accessToken === other.accessToken && one.refreshToken === other.refreshToken;

/** Whether the record is another one by now: another process has refreshed it, or the user has signed in or out there. */
async function isReplaced(
  store: CredentialStore<Credentials>,
  userId: string,
  stored: Credentials,
): Promise<boolean> {
  try {
    return !isSame(await store.read(userId), stored);
  } catch (error) {
    if (error instanceof RecordError) return false; // what cannot be read is to be replaced
    throw error;
  }
}

/** Only the record that was tried: another sign-in may have been made meanwhile. */
async function removeEnded(
  store: CredentialStore<Credentials>,
  userId: string,
  tried: Credentials,
): Promise<Credentials | null> {
  const latest = await store.read(userId);
  if (latest && !isSame(latest, tried)) return lasts(latest, 0) ? latest : null;
  await store.remove(userId);
  return null;
}
