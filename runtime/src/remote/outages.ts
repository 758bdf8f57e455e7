import { ToolError } from '../call/result/tool-error.js';
import { causesOf } from './causes.js';
import { serverFailure } from './connection-failure.js';
import { BusyError } from './http-transport.js';
import type { PoolOptions } from './pool.js';

/** Longest wait that a server can request; after it, the next attempt is made. */
const MAX_WAIT_MS = 60_000;

/** The reason for a missing connection, and the time of the next attempt in milliseconds of `performance.now()`. */
interface Outage {
  failures: number;
  until: number;
  error: unknown;
}

/** Users whose connections could not be opened, and who wait before the next attempt. */
export class Outages {
  readonly #server: string;
  readonly #options: PoolOptions;
  readonly #byUser = new Map<string, Outage>();

  constructor(server: string, options: PoolOptions) {
    this.#server = server;
    this.#options = options;
  }

  /** @throws ToolError while the user must wait */
  requireNone(userId: string): void {
    const outage = this.#byUser.get(userId);
    if (outage && outage.until > performance.now()) throw outageError(outage);
  }

  end(userId: string): void {
    this.#byUser.delete(userId);
  }

  /** Begins an outage, unless the user must sign in. @returns the error of the user's call */
  begin(userId: string, error: unknown): unknown {
    const explanation = causesOf(error).find((cause) => cause instanceof ToolError);
    if (explanation) return explanation;
    const { maxConnections = 100, firstPauseMs = 1_000, longestPauseMs = 10_000 } = this.#options;
    const failures = (this.#byUser.get(userId)?.failures ?? 0) + 1;
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
    const requestedWaitMs = causesOf(error).find((cause) => cause instanceof BusyError)?.waitMs;
    // Jitter: users who failed together do not come back together.
    const pause =
      Math.min(requestedWaitMs ?? 0, MAX_WAIT_MS) || longest * (0.5 + Math.random() / 2);
    const until = performance.now() + pause;
    const outage = { failures, until, error: serverFailure(this.#server, error, false) };
    if (this.#byUser.size >= maxConnections) this.#byUser.delete([...this.#byUser.keys()][0] ?? '');
    this.#byUser.set(userId, outage);
    return outageError(outage);
  }
}

function outageError({ until, error }: Outage): unknown {
  if (!(error instanceof ToolError)) return error;
  const seconds = Math.ceil((until - performance.now()) / 1000);
  return new ToolError(error.facts, { cause: error.cause, advice: `Try again in ${seconds} s.` });
}
