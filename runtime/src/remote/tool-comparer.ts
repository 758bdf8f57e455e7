import type { Client } from '@modelcontextprotocol/client';
import { timeout } from '../utils/time.js';

/** A server that never stops to announce changes is not asked without a pause. */
const PAUSE_MS = 200;
/** Without a call, after each comparison that refuses a tool: twice as long each time. */
const RETRY_MS = { first: 1_000, longest: 60_000 };

/** Members that differ, by the name of the tool at the server. */
export type Changes = ReadonlyMap<string, readonly string[]>;

/**
 * The comparisons of one connection: at most one at a time, and another one after a pause where the server says meanwhile
 * that its tools have changed.
 */
export class ToolComparer {
  /** They decide about calls. Undefined where the last comparison failed. */
  changes: Changes | undefined;
  /** Why a comparison failed. */
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

  /** Since the last comparison began. */
  get ageMs(): number {
    return performance.now() - this.#startedAt;
  }

  /** Compares, or waits for the comparison that runs. */
  again(): Promise<void> {
    if (this.#running) return this.#running;
    this.#startedAt = performance.now();
    this.#running = this.#compare(this).finally(() => {
      this.#running = undefined;
      this.#retryWhileRefused();
    });
    return this.#running;
  }

  /** Compares, though not at once where that has just been done. */
  soon(): void {
    this.#isDue = this.#pause !== undefined || this.#running !== undefined;
    if (!this.#isDue) void this.again();
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      if (this.#isDue && this.client.transport) this.soon();
    }, PAUSE_MS).unref();
  }

  #retryWhileRefused(): void {
    clearTimeout(this.#retry);
    const isRefused = this.client.transport && this.changes && this.changes.size > 0;
    const pause = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** this.#refusals);
    this.#refusals = isRefused ? this.#refusals + 1 : 0;
    if (isRefused)
      this.#retry = timeout(pause, () => this.client.transport && void this.again()).unref();
  }
}
