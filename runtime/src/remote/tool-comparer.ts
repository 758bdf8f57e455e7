import type { Client } from '@modelcontextprotocol/client';
import { setTimer } from '../utils/time.js';

/** Pause between comparisons, so that a server that always announces changes is not asked continuously. */
const PAUSE_MS = 200;
/** Pause after each comparison that refuses a tool, if no call comes: twice as long each time. */
const RETRY_MS = { first: 1_000, longest: 60_000 };

/** Members that differ, by the name of the tool at the server. */
export type ToolChanges = ReadonlyMap<string, readonly string[]>;

/**
 * Runs the comparisons of one connection: at most one at a time, and another one after a pause
 * if the server announces meanwhile that its tools have changed.
 */
export class ToolComparer {
  /** Differences, which decide about calls. Undefined if the last comparison failed. */
  changes: ToolChanges | undefined;
  /** The error of the last comparison that failed. */
  failure: unknown;
  readonly client: Client;
  readonly #compare: (comparer: ToolComparer) => Promise<void>;
  #startedAt = 0;
  #running: Promise<void> | undefined;
  #pause: NodeJS.Timeout | undefined;
  #isDue = false;
  #retry: NodeJS.Timeout | undefined;
  #refusals = 0;

  /** @param compare sets `changes` or `failure`, and never rejects */
  constructor(client: Client, compare: (comparer: ToolComparer) => Promise<void>) {
    this.client = client;
    this.#compare = compare;
  }

  /** Time since the last comparison began. */
  get ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Compares, or waits for the comparison that runs. */
  compareNow(): Promise<void> {
    if (this.#running) return this.#running;
    this.#startedAt = performance.now();
    this.#running = this.#compare(this).finally(() => {
      this.#running = undefined;
      this.#retryWhileRefused();
    });
    return this.#running;
  }

  /** Compares, but not immediately after another comparison. */
  compareSoon(): void {
    this.#isDue = this.#pause !== undefined || this.#running !== undefined;
    if (!this.#isDue) void this.compareNow();
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      if (this.#isDue && this.client.transport) this.compareSoon();
    }, PAUSE_MS).unref();
  }

  #retryWhileRefused(): void {
    clearTimeout(this.#retry);
    const isRefused = this.client.transport && this.changes && this.changes.size > 0;
    const pause = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** this.#refusals);
    this.#refusals = isRefused ? this.#refusals + 1 : 0;
    if (isRefused)
      this.#retry = setTimer(pause, () => this.client.transport && void this.compareNow()).unref();
  }
}
