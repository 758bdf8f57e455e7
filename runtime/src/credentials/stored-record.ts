import type { Credentials } from '../oauth/credentials.js';
import { lasts } from '../oauth/credentials.js';
import { RecordError } from './encryption.js';
import type { CredentialStore } from './store.js';

type Store = CredentialStore<Credentials>;

export const isSame = (one: Credentials | null, other: Credentials): boolean =>
  one?.accessToken === other.accessToken && one.refreshToken === other.refreshToken;

/** Whether the record is another one by now: another process has refreshed it, or the user has signed in or out there. */
export async function isReplaced(
  store: Store,
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
export async function removeEnded(
  store: Store,
  userId: string,
  tried: Credentials,
): Promise<Credentials | null> {
  const latest = await store.read(userId);
  if (latest && !isSame(latest, tried)) return lasts(latest, 0) ? latest : null;
  await store.remove(userId);
  return null;
}
