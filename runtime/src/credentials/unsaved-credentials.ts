import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '../project/log.js';
import type { PendingSave } from '../project/ports.js';
import { type Project, projectOf } from '../project/project.js';
import { endsWithin } from '../utils/time.js';

const FIRST_PAUSE_MS = 200;
/** Short: locks of a shared store end while it is down, and when it is back another process would use the old refresh token. */
const LONGEST_PAUSE_MS = 2_000;

/** For an attempt that has begun when the time is over: a store may never answer. */
const STORE_MS = 5_000;

/** One user's credentials that are newer than those in the store, which has failed to take them. */
export interface Unsaved<Credentials> {
  /** Null where the user has signed out. */
  credentials: Credentials | null;
  /** While they are, what is stored will soon be out of date. */
  isRefreshing: boolean;
  /** Tries at once, and again later where that fails. */
  save(): Promise<void>;
}

/** How many users' credentials the store has not taken yet: while there are any, the server is not ready to stop. */
export const countUnsaved = (provider: string): number =>
  [...projectOf(provider).unsaved].filter((pending) => pending.provider === provider).length;

/** Tries to store what is unsaved before the server ends. */
export async function flushUnsaved({ unsaved }: Project, timeoutMs = 5_000): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  const all = [...unsaved];
  for (const { hurry } of all) hurry(giveUpAt);
  await endsWithin(timeoutMs + STORE_MS, Promise.all(all.map(({ done }) => done)));
}

/** Keeps the newest credentials of users in memory until the store takes them: the old refresh token may be spent. */
export function unsavedCredentials<Credentials>(provider: string) {
  const byUser = new Map<string, Unsaved<Credentials>>();
  const { unsaved } = projectOf(provider);

  /**
   * Resolves when they are stored, or when the process ends without it.
   * @param write stores them, or removes the record for null
   */
  async function keep(
    userId: string,
    credentials: Credentials,
    write: (credentials: Credentials | null) => Promise<void>,
  ): Promise<void> {
    let giveUpAt = Infinity;
    let isOver = false;
    let alarm = new AbortController();
    const end = () => {
      isOver = true;
      byUser.delete(userId);
    };
    const entry: Unsaved<Credentials> = {
      credentials,
      isRefreshing: false,
      async save() {
        const tried = entry.credentials;
        await write(tried);
        if (entry.credentials === tried && !entry.isRefreshing) end(); // else they change, or have changed
      },
    };
    const hurry = (until: number) => {
      giveUpAt = until;
      alarm.abort();
    };

    async function retry(): Promise<void> {
      for (let attempt = 1; !isOver; attempt++) {
        const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
        alarm = new AbortController();
        const isHurried = giveUpAt < Infinity;
        await sleep(isHurried ? FIRST_PAUSE_MS : pause, undefined, alarm).catch(() => {});
        await entry.save().catch((error: unknown) => {
          if (performance.now() < giveUpAt) return;
          end();
          log('error', 'refreshed credentials are lost, the user must sign in', error, {
            provider,
          });
        });
      }
    }

    byUser.set(userId, entry);
    const done = retry().finally(() => unsaved.delete(pending));
    const pending: PendingSave = { provider, hurry, done };
    unsaved.add(pending);
    await done;
  }

  return { keep, of: (userId: string) => byUser.get(userId) };
}
