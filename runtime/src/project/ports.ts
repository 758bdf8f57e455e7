/**
 * What the author of a server can bring, and what a project keeps for its parts. Here, because a project holds it and the
 * parts look their project up.
 */

export interface LogLine {
  time: string;
  level: 'info' | 'error';
  message: string;
  error?: Record<string, unknown>;
  [about: string]: unknown;
}

/** Takes each line of the log. */
export type LogSink = (line: LogLine) => void;

/** Opaque strings by id; ids are `[a-z0-9_-]+`. */
export interface Records {
  get(id: string): Promise<string | null>;
  put(id: string, record: string): Promise<void>;
  delete(id: string): Promise<void>;
  /** The ids that begin so: without it, a server cannot list those who are signed in at its authorization server. */
  list?(prefix: string): Promise<string[]>;
  /** Before what cannot be repeated. @throws where a record could not be stored at the moment */
  requireRoom?(id: string): Promise<void>;
}

/** A lock that is held. */
export interface Lock {
  /** False where another process may have taken it over, such as after this one was suspended. */
  isHeld(): Promise<boolean>;
}

/**
 * A credential store that several servers share; `redisStore` and `postgresStore` are two. Records arrive encrypted.
 * @example
 * const memoryStore = (): SharedStore => ({
 *   protocols: ['memory:'],
 *   records: () => ({
 *     get: async (id) => map.get(id) ?? null,
 *     put: async (id, record) => void map.set(id, record),
 *     delete: async (id) => void map.delete(id),
 *   }),
 *   withLock: (_address, id, task) => queue(id, () => task({ isHeld: async () => true })),
 * });
 */
export interface SharedStore {
  /** Schemes of the URLs in `TOKEN_STORE` that it opens, such as `redis:`. */
  protocols: readonly [string, ...string[]];
  /** Opaque strings by id. A failed `get` must not pass for a missing record. */
  records(address: string): Records | Promise<Records>;
  /** Runs `task` while no other process runs one for the same id; a lock of a process that has ended is released. */
  withLock<T>(address: string, id: string, task: (lock: Lock) => Promise<T>): Promise<T>;
}

/** How the pages for browsers look. */
export interface Branding {
  /** Above the title of each page. */
  name?: string;
  /** Follows the style sheet of the pages. Its colors are variables, such as `--accent`. External content is not loaded. */
  css?: string;
}

/** Credentials of a user that wait for the store to take them. */
export interface PendingSave {
  provider: string;
  /** Stops waiting for the next attempt. */
  hurry(giveUpAt: number): void;
  done: Promise<void>;
}

/** What the rest of a server needs to know of its authorization server. */
export interface OwnIssuer {
  /** How a user of this issuer gets or replaces credentials of a provider; undefined for users of others. */
  howToSignIn(userId: string): string | undefined;
  /** The provider has no credentials of a user, or rejects them: where that is final, the sign-in ends. @returns whether */
  ended(provider: string, userId: string): Promise<boolean>;
}
