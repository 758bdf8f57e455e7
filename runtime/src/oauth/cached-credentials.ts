import { type Credentials, isFresh, isRecent, lasts } from './credentials.js';

/** More than there are callers at a time. */
const MOST = 10_000;
/** After a failure, while the credentials still last. */
const PAUSE_MS = 5_000;

interface Entry {
  known?: Credentials;
  pending?: Promise<Credentials> | undefined;
  failedAt?: number;
}

/** Credentials in memory that need no sign-in by a person. Callers that need the same ones at the same time share one request. */
export class CachedCredentials {
  readonly #entries = new Map<string, Entry>();

  /** Before they end, others are obtained beside the calls, so that an outage stops none. */
  async get(key: string, obtain: () => Promise<Credentials>): Promise<Credentials> {
    const { known, failedAt = -Infinity } = this.#entries.get(key) ?? {};
    if (!known || !lasts(known, 0)) return this.#obtain(key, obtain);
    const isDue = !isFresh(known) && performance.now() - failedAt > PAUSE_MS;
    if (isDue) this.#obtain(key, obtain).catch(() => {}); // the next call asks again
    return known;
  }

  /** Others than those that are rejected; null where these are so new that others would not help. */
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

  /** The one that was used the longest time ago makes room. */
  #entryOf(key: string): Entry {
    const entry = this.#entries.get(key) ?? {};
    this.#entries.delete(key);
    if (this.#entries.size >= MOST) this.#entries.delete([...this.#entries.keys()][0] ?? '');
    this.#entries.set(key, entry);
    return entry;
  }
}
