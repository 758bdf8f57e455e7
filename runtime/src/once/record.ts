import * as z from 'zod';

/** How long a write is refused whose outcome is not known, and how long a record is kept at most before its end. */
const UNKNOWN_MS = 24 * 3_600_000;

/** One write as it is stored, encrypted. */
export const WriteRecord = z.object({
  /** The call that makes it. */
  run: z.string(),
  /**
   * `running`: no change has been sent; `sent`: one may have been made; `done`: the call has its
   * result; `unknown`: it ended, and it is not known whether the change was made.
   */
  state: z.enum(['running', 'sent', 'done', 'unknown']),
  /** Increases while the call runs, so that other processes see that its process lives. */
  beat: z.number(),
  startedAt: z.number(),
  /** The record counts until then. */
  until: z.number(),
  /** Result of a call that is done; absent if it contained credentials. */
  result: z.record(z.string(), z.unknown()).optional(),
  /** The API recognizes each change that was sent by its idempotency key. */
  hasKey: z.boolean().optional(),
  /** The change was made, and the call failed after it. */
  isMade: z.boolean().optional(),
});
export type WriteRecord = z.output<typeof WriteRecord>;

/** Creates the record of a write that a run begins. */
export const newWrite = (run: string): WriteRecord => {
  const startedAt = Date.now();
  return { run, state: 'running', beat: 0, startedAt, until: startedAt + UNKNOWN_MS };
};

/** Returns the end of a write of which it is not known whether it was made. */
export const unknownEnd = (isMade = false) => ({
  state: 'unknown' as const,
  until: Date.now() + UNKNOWN_MS,
  isMade,
});

/** How long APIs remember a key, almost: many forget it after 24 hours. */
const KEY_MS = 23 * 3_600_000;

/**
 * Returns the write again, with the same idempotency keys, if it is not known whether it was made;
 * undefined if it must not be sent again.
 */
export const repeatedWrite = (
  { state, hasKey, isMade, startedAt }: WriteRecord,
  run: string,
): WriteRecord | undefined =>
  state !== 'done' && hasKey && !isMade && startedAt + KEY_MS > Date.now()
    ? { ...newWrite(run), startedAt }
    : undefined;

/** Returns whether no run continues a write. */
export const hasEnded = ({ state }: WriteRecord): boolean =>
  state === 'done' || state === 'unknown';

/** Returns whether the record of a write no longer counts. */
export const isExpired = ({ until }: WriteRecord): boolean => until <= Date.now();
