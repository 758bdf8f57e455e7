import { nullIfUnreadable } from '../credentials/encryption.js';
import { credentialStore } from '../credentials/store.js';
import { unsavedCredentials } from '../credentials/unsaved-credentials.js';
import type { Vault } from '../credentials/vault.js';
import { log } from '../project/log.js';
import { perProject, projectOf } from '../project/project.js';
import { timeout, unrefTimer, within } from '../utils/time.js';
import { type CredentialIssuer, revokeAndRemove } from './credential-issuer.js';
import { Credentials, isFresh, isRecent, lasts } from './credentials.js';
import { type CredentialRecords, refreshLocked, refreshUnsaved } from './refresh-record.js';

/** Longer than the requests and the locks of a refresh take. */
const REFRESH_MS = 60_000;
/** Between two refreshes of credentials that still last. */
const PAUSE_MS = 5_000;

/** The credentials of one provider's users, and their refreshes under way in this process. */
interface RefreshState extends CredentialRecords {
  memory(): {
    refreshing: Map<string, Promise<Credentials | null>>;
    /** Users whose credentials are about to end, and are being refreshed or were a moment ago. */
    due: Set<string>;
  };
}

/**
 * Credentials of one provider's users that are always usable: read for each request, refreshed before they expire, by one
 * caller at a time in all processes.
 */
export function refreshedCredentials(vault: Vault, from: CredentialIssuer) {
  const unsaved = perProject(vault.provider, () => unsavedCredentials<Credentials>(vault.provider));
  const memory = perProject(vault.provider, () => ({
    refreshing: new Map<string, Promise<Credentials | null>>(),
    due: new Set<string>(),
  }));
  const store = credentialStore(vault, Credentials, { issuer: from.issuer });
  const state: RefreshState = { vault, from, store, unsaved, memory };
  return {
    /** Null: this user must sign in. @throws OAuthError where the service does not respond as it should */
    get: (userId: string) => usable(state, userId),
    /** Credentials other than those the API has rejected, or null: this user must sign in. */
    replace: (userId: string, rejected: Credentials) => replace(state, userId, rejected),
    /** Waits for a refresh under way, which would otherwise restore what is replaced here. */
    save: (userId: string, credentials: Credentials) => save(state, userId, credentials),
    /** Ends a sign-in, here and at the service. @throws OAuthError where the service did not end it */
    end: (userId: string) => end(state, userId),
  };
}

async function current({ unsaved, store }: RefreshState, userId: string) {
  const newer = unsaved().of(userId);
  return newer ? newer.credentials : store.read(userId);
}

async function usable(state: RefreshState, userId: string): Promise<Credentials | null> {
  const stored = await current(state, userId);
  if (!stored || isFresh(stored)) return stored;
  if (!lasts(stored, 0)) return refreshOnce(state, userId);
  refreshBeside(state, userId);
  return stored;
}

/** Before they end, so that an outage stops no call. A server that stops waits for it: the refresh token may be spent. */
function refreshBeside(state: RefreshState, userId: string): void {
  const { due } = state.memory();
  if (due.has(userId)) return;
  const { provider } = state.vault;
  const { ending } = projectOf(provider);
  const refresh = refreshOnce(state, userId).catch((error: unknown) =>
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

async function replace(
  state: RefreshState,
  userId: string,
  rejected: Credentials,
): Promise<Credentials | null> {
  const stored = await current(state, userId);
  const isSame = stored?.accessToken === rejected.accessToken;
  return isSame && isRecent(rejected) ? null : refreshOnce(state, userId, rejected.accessToken);
}

async function save(
  { vault, store, unsaved }: RefreshState,
  userId: string,
  credentials: Credentials,
): Promise<void> {
  const next = Credentials.parse(credentials);
  const newer = unsaved().of(userId);
  if (!newer) return vault.withLock(userId, () => store.write(userId, next));
  newer.credentials = next;
  return newer.save();
}

function end({ vault, from, store, unsaved }: RefreshState, userId: string): Promise<void> {
  const newer = unsaved().of(userId);
  if (!newer) {
    const read = () => store.read(userId).catch(nullIfUnreadable);
    return vault.withLock(userId, () => revokeAndRemove(from, read, () => store.remove(userId)));
  }
  const { credentials } = newer;
  newer.credentials = null;
  return revokeAndRemove(from, async () => credentials, newer.save);
}

/** One refresh of a user at a time; a result that is rejected, too, leads to another one. */
async function refreshOnce(
  state: RefreshState,
  userId: string,
  rejected?: string,
): Promise<Credentials | null> {
  const { refreshing } = state.memory();
  const underWay = refreshing.get(userId);
  if (underWay) {
    const next = await underWay;
    return next && next.accessToken === rejected ? refreshOnce(state, userId, rejected) : next;
  }
  const newer = state.unsaved().of(userId);
  const refresh = newer
    ? refreshUnsaved(state, newer, rejected)
    : refreshLocked(state, userId, rejected);
  // A store may never answer: the next call tries again.
  const result = within(REFRESH_MS, refresh).finally(() => refreshing.delete(userId));
  refreshing.set(userId, result);
  return result;
}
