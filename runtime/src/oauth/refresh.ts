import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import { unsavedCredentials } from '../credentials/unsaved-credentials.js';
import type { Vault } from '../credentials/vault.js';
import { log } from '../project/log.js';
import { projectOf, valuePerProject } from '../project/project.js';
import { setTimer, unrefTimer, withDeadline } from '../utils/time.js';
import { type CredentialIssuer, revokeAndRemove } from './credential-issuer.js';
import { Credentials, isFresh, isRecent, isValidFor } from './credentials.js';
import { type CredentialRecords, refreshLocked, refreshUnsaved } from './refresh-record.js';

/** Timeout of a refresh: longer than its requests and locks take. */
const REFRESH_MS = 60_000;
/** Least time between two background refreshes of a user. */
const PAUSE_MS = 5_000;

/** The credentials of one provider's users, and the refreshes in progress in this process. */
interface RefreshState extends CredentialRecords {
  memory(): {
    refreshing: Map<string, Promise<Credentials | null>>;
    /** Users whose credentials are about to expire, and are being refreshed or were a moment ago. */
    due: Set<string>;
  };
}

/**
 * Keeps the credentials of one provider's users usable: they are read for each request, and
 * refreshed before they expire, by one caller at a time in all processes.
 */
export function refreshedCredentials(vault: Vault, issuer: CredentialIssuer) {
  const unsaved = valuePerProject(vault.provider, () =>
    unsavedCredentials<Credentials>(vault.provider),
  );
  const memory = valuePerProject(vault.provider, () => ({
    refreshing: new Map<string, Promise<Credentials | null>>(),
    due: new Set<string>(),
  }));
  const store = credentialStore(vault, Credentials, { issuer: issuer.issuer });
  const state: RefreshState = { vault, from: issuer, store, unsaved, memory };
  return {
    /**
     * Returns the credentials of a user; null if the user must sign in.
     * @throws OAuthError if the service does not respond as it should
     */
    get: (userId: string) => usableCredentials(state, userId),
    /** Replaces credentials that the API has rejected; null if the user must sign in. */
    replace: (userId: string, rejected: Credentials) => replace(state, userId, rejected),
    /** Saves credentials after a refresh in progress, which would otherwise restore the previous ones. */
    save: (userId: string, credentials: Credentials) => save(state, userId, credentials),
    /** Ends a sign-in, here and at the service. @throws OAuthError if the service did not end it */
    end: (userId: string) => endSignIn(state, userId),
  };
}

async function currentCredentials({ unsaved, store }: RefreshState, userId: string) {
  const unsavedEntry = unsaved().of(userId);
  return unsavedEntry ? unsavedEntry.credentials : store.read(userId);
}

async function usableCredentials(state: RefreshState, userId: string): Promise<Credentials | null> {
  const credentials = await currentCredentials(state, userId);
  if (!credentials || isFresh(credentials)) return credentials;
  if (!isValidFor(credentials, 0)) return refreshOnce(state, userId);
  refreshInBackground(state, userId);
  return credentials;
}

/**
 * Refreshes credentials in the background before they expire, so that an outage stops no call. A
 * server that stops waits for it, because the refresh token may be spent.
 */
function refreshInBackground(state: RefreshState, userId: string): void {
  const { due } = state.memory();
  if (due.has(userId)) return;
  const { provider } = state.vault;
  const { ending } = projectOf(provider);
  const refresh = refreshOnce(state, userId).catch((error: unknown) =>
    log('error', 'refresh', error, { provider }),
  );
  const waitForRefresh = () => refresh.then(() => {});
  due.add(userId);
  ending.add(waitForRefresh);
  void waitForRefresh().finally(() => {
    ending.delete(waitForRefresh);
    unrefTimer(setTimer(PAUSE_MS, () => due.delete(userId)));
  });
}

async function replace(
  state: RefreshState,
  userId: string,
  rejected: Credentials,
): Promise<Credentials | null> {
  const current = await currentCredentials(state, userId);
  const isSame = current?.accessToken === rejected.accessToken;
  return isSame && isRecent(rejected) ? null : refreshOnce(state, userId, rejected.accessToken);
}

async function save(
  { vault, store, unsaved }: RefreshState,
  userId: string,
  credentials: Credentials,
): Promise<void> {
  const next = Credentials.parse(credentials);
  const unsavedEntry = unsaved().of(userId);
  if (!unsavedEntry) return vault.withLock(userId, (lock) => store.write(userId, next, lock));
  unsavedEntry.credentials = next;
  return unsavedEntry.save();
}

function endSignIn({ vault, from, store, unsaved }: RefreshState, userId: string): Promise<void> {
  const newer = unsaved().of(userId);
  if (!newer) {
    const read = () => store.read(userId).catch(nullIfUnreadable);
    return vault.withLock(userId, (lock) =>
      revokeAndRemove(from, read, () => store.remove(userId, lock)),
    );
  }
  const { credentials } = newer;
  newer.credentials = null;
  return revokeAndRemove(from, async () => credentials, newer.save);
}

/** Refreshes credentials once per user at a time. If the shared result is rejected, too, another refresh follows. */
async function refreshOnce(
  state: RefreshState,
  userId: string,
  rejectedToken?: string,
): Promise<Credentials | null> {
  const { refreshing } = state.memory();
  const activeRefresh = refreshing.get(userId);
  if (activeRefresh) {
    const next = await activeRefresh;
    return next && next.accessToken === rejectedToken
      ? refreshOnce(state, userId, rejectedToken)
      : next;
  }
  const unsavedEntry = state.unsaved().of(userId);
  const refresh = unsavedEntry
    ? refreshUnsaved(state, unsavedEntry, rejectedToken)
    : refreshLocked(state, userId, rejectedToken);
  // A store may never respond, so the next call tries again after this time.
  const result = withDeadline(REFRESH_MS, refresh).finally(() => refreshing.delete(userId));
  refreshing.set(userId, result);
  return result;
}
