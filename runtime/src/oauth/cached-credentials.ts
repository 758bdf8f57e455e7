import { type Credentials, isFresh, isRecent, isValidFor } from './credentials.js';

/** Limit of remembered users, which exceeds the callers at a time. */
const MAX_ENTRIES = 10_000;
/** Pause after a failure, while the credentials are still valid. */
const PAUSE_MS = 5_000;

interface CacheEntry {
  known?: Credentials;
  pending?: Promise<Credentials> | undefined;
  failedAt?: number;
}

/**
 * A cache of credentials that need no sign-in by a user. Callers that need the same ones at the
 * same time share one request.
 */
export class CachedCredentials {
  readonly #entries = new Map<string, CacheEntry>();

  /**
   * Returns the credentials of a key. Before they expire, it requests others in the background, so
   * that an outage stops no call.
   */
  async get(key: string, obtain: () => Promise<Credentials>): Promise<Credentials> {
    const { known, failedAt = -Infinity } = this.#entries.get(key) ?? {};
    if (!known || !isValidFor(known, 0)) return this.#obtain(key, obtain);
    const isDue = !isFresh(known) && performance.now() - failedAt > PAUSE_MS;
    if (isDue) this.#obtain(key, obtain).catch(() => {}); // the next call requests them again
    return known;
  }

  /** Replaces credentials that were rejected; null if the current ones are so new that others would not help. */
  async replace(
    key: string,
    rejected: string,
    obtain: () => Promise<Credentials>,
  ): Promise<Credentials | null> {
    const { known } = this.#entries.get(key) ?? {};
    if (known && known.accessToken !== rejected) return known;
    return known && isRecent(known) ? null : this.#obtain(key, obtain);
  }

  save(key: string, known: Credentials): void {
    this.#entryOf(key).known = known;
  }

  #obtain(key: string, obtain: () => Promise<Credentials>): Promise<Credentials> {
    const entry = this.#entryOf(key);
    entry.pending ??= obtain()
      .then(
        (credentials) => (entry.known = credentials),
        (error: unknown) => {
          entry.failedAt = performance.now();
          throw error;
        },
      )
      .finally(() => (entry.pending = undefined));
    return entry.pending;
  }

  /** Returns the entry of a key. A new entry replaces the one that was unused for the longest time. */
  #entryOf(key: string): CacheEntry {
    const entry = this.#entries.get(key) ?? {};
    this.#entries.delete(key);
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.delete([...this.#entries.keys()][0] ?? '');
    this.#entries.set(key, entry);
    return entry;
  }
}
