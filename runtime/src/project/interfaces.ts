import type { Principal } from '../identity/principal.js';

/**
 * The parts that an author of a server can provide, and the state that a project keeps for its
 * parts. They are here because a project holds them and the parts look their project up.
 */

export interface LogLine {
  time: string;
  level: 'info' | 'error';
  message: string;
  error?: Record<string, unknown>;
  [about: string]: unknown;
}

/** Receives each line of the log. */
export type LogSink = (line: LogLine) => void;

/** Stores opaque strings by id; ids are `[a-z0-9_-]+`. */
export interface Records {
  get(id: string): Promise<string | null>;
  /** @param lock the lock under which it is replaced; a store that can rejects if it is lost */
  put(id: string, record: string, lock?: Lock): Promise<void>;
  /** @param lock the lock under which it is removed; a store that can rejects if it is lost */
  delete(id: string, lock?: Lock): Promise<void>;
  /**
   * Lists the ids with a prefix. Without it, a server cannot list the users who are signed in at
   * its authorization server, and no tool can be a task or have `once`.
   */
  list?(prefix: string): Promise<string[]>;
  /**
   * Replaces a record in one step, if it still is `current`; null represents no record. Without it,
   * records that several processes change are changed under their lock.
   * @returns false if the record is another one
   */
  replace?(id: string, current: string | null, next: string | null): Promise<boolean>;
  /** Runs before an operation that cannot be repeated. @throws if a record could not be stored now */
  requireRoom?(id: string): Promise<void>;
}

/** A lock that this process holds. */
export interface Lock {
  /**
   * Returns whether this process still holds it; false if another one may have taken it over, such
   * as after this one was suspended.
   */
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
  /** Returns opaque strings by id. A failed `get` must reject: it must not pass for a missing record. */
  records(address: string): Records | Promise<Records>;
  /** Runs `task` while no other process runs one for the same id; a lock of a process that has ended is released. */
  withLock<T>(address: string, id: string, task: (lock: Lock) => Promise<T>): Promise<T>;
}

/** The appearance of the pages for browsers. */
export interface Branding {
  /** Name above the title of each page. */
  name?: string;
  /**
   * CSS after the style sheet of the pages. Its colors are variables, such as `--accent`. External
   * content is not loaded.
   */
  css?: string;
}

/** Credentials of a user that the store has not saved yet. */
export interface PendingSave {
  provider: string;
  /** Tries again without waiting for the next attempt. */
  hurry(giveUpAt: number): void;
  done: Promise<void>;
}

/** The part of the built-in authorization server that the rest of a server uses. */
export interface OwnIssuer {
  /**
   * Returns how a user of this issuer gets or replaces credentials of a provider; undefined for
   * users of other issuers.
   */
  howToSignIn(userId: string): string | undefined;
  /** The provider has no credentials of a user, or rejects them: if that is final, the sign-in ends. @returns whether it has ended */
  ended(provider: string, userId: string): Promise<boolean>;
  /**
   * Returns whether the sign-in that a principal comes from still counts for a provider; undefined
   * for users of other issuers.
   */
  isSignedIn(provider: string, principal: Principal): Promise<boolean | undefined>;
}
