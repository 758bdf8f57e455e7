import { setTimeout as sleep } from 'node:timers/promises';
import type { PendingSave } from '../project/interfaces.js';
import { log } from '../project/log.js';
import { type Project, projectOf } from '../project/project.js';
import { endsWithin } from '../utils/time.js';

const FIRST_PAUSE_MS = 200;
/**
 * Longest pause between attempts. It is short, because locks of a shared store expire while it is
 * down; when it is back, another process would use the old refresh token.
 */
const MAX_PAUSE_MS = 2_000;

/** Time for an attempt that is running at the deadline, because a store may never respond. */
const STORE_TIMEOUT_MS = 5_000;

/** Credentials of one user that are newer than those in the store, which has not accepted them. */
export interface UnsavedRecord<Credentials> {
  /** Null if the user has signed out. */
  credentials: Credentials | null;
  /** Whether they are being refreshed, so that what is stored would soon be out of date. */
  isRefreshing: boolean;
  /** Stores them now, and retries later if that fails. */
  save(): Promise<void>;
}

/**
 * Returns the number of users whose credentials the store has not accepted yet; while there are any,
 * the server should not stop.
 */
export const countUnsaved = (provider: string): number =>
  [...projectOf(provider).unsaved].filter((pending) => pending.provider === provider).length;

/** Tries to store unsaved credentials before the server ends. */
export async function flushUnsaved({ unsaved }: Project, timeoutMs = 5_000): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  const pendingSaves = [...unsaved];
  for (const { hurry } of pendingSaves) hurry(giveUpAt);
  await endsWithin(timeoutMs + STORE_TIMEOUT_MS, Promise.all(pendingSaves.map(({ done }) => done)));
}

/**
 * Keeps the newest credentials of users in memory until the store accepts them, because the old
 * refresh token may be used up.
 */
export function unsavedCredentials<Credentials>(provider: string) {
  const byUser = new Map<string, UnsavedRecord<Credentials>>();
  const { unsaved } = projectOf(provider);

  /**
   * Resolves when the credentials are stored, or when the process ends without storing them.
   * @param write stores the credentials, or removes the record for null
   */
  async function keep(
    userId: string,
    credentials: Credentials,
    write: (credentials: Credentials | null) => Promise<void>,
  ): Promise<void> {
    let giveUpAt = Infinity;
    let isOver = false;
    let pauseControl = new AbortController();
    const finish = () => {
      isOver = true;
      byUser.delete(userId);
    };
    const entry: UnsavedRecord<Credentials> = {
      credentials,
      isRefreshing: false,
      async save() {
        const credentialsToSave = entry.credentials;
        await write(credentialsToSave);
        if (entry.credentials === credentialsToSave && !entry.isRefreshing) finish(); // otherwise they have changed, or are changing
      },
    };
    const saveUntil = (until: number) => {
      giveUpAt = until;
      pauseControl.abort();
    };

    async function retry(): Promise<void> {
      for (let attempt = 1; !isOver; attempt++) {
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, MAX_PAUSE_MS);
        pauseControl = new AbortController();
        const isHurried = giveUpAt < Infinity;
        await sleep(isHurried ? FIRST_PAUSE_MS : pause, undefined, pauseControl).catch(() => {});
        await entry.save().catch((error: unknown) => {
          if (performance.now() < giveUpAt) return;
          finish();
          log('error', 'refreshed credentials are lost, the user must sign in', error, {
            provider,
          });
        });
      }
    }

    byUser.set(userId, entry);
    const done = retry().finally(() => unsaved.delete(pending));
    const pending: PendingSave = { provider, hurry: saveUntil, done };
    unsaved.add(pending);
    await done;
  }

  return { keep, of: (userId: string) => byUser.get(userId) };
}
