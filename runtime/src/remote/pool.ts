import type { Client } from '@modelcontextprotocol/client';
import { ToolError } from '../call/result/tool-error.js';
import { setTimer } from '../utils/time.js';
import { lossOf, serverFailure } from './connection-failure.js';
import { Outages } from './outages.js';

/** Limits of the connections to another server. */
export interface PoolOptions {
  /** Connections of all users at the same time; beyond that, the one that is unused for the longest time is closed. */
  maxConnections?: number;
  /** An unused connection is closed after this time. */
  idleMs?: number;
  /** Pause after a failed connection; it doubles with each failure, unless the server states a wait. */
  firstPauseMs?: number;
  longestPauseMs?: number;
}

interface Slot {
  opening: Promise<Client>;
  isOpen: boolean;
  calls: number;
  /** Calls that wait for an answer of the user, while no request of the user is open. */
  waiting: number;
  idle?: NodeJS.Timeout;
}

/** The connections of `connectionPool`. */
export type Pool = ConnectionPool;

/** Creates connections to one server, one for each user. A failure of one user's connection affects no other user. */
export const connectionPool = (
  name: string,
  open: (userId: string) => Promise<Client>,
  options: PoolOptions = {},
): Pool => new ConnectionPool(name, open, options);

class ConnectionPool {
  readonly #name: string;
  readonly #openFor: (userId: string) => Promise<Client>;
  readonly #maxConnections: number;
  readonly #idleMs: number;
  readonly #slots = new Map<string, Slot>();
  readonly #outages: Outages;

  constructor(name: string, open: (userId: string) => Promise<Client>, options: PoolOptions) {
    this.#name = name;
    this.#openFor = open;
    this.#maxConnections = options.maxConnections ?? 100;
    this.#idleMs = options.idleMs ?? 300_000;
    this.#outages = new Outages(name, options);
  }

  /** Returns the connections that are open or being opened. */
  size(): number {
    return this.#slots.size;
  }

  /**
   * Runs `task` on the user's connection. It runs once more on a new connection if the server
   * has surely done nothing, or the task only reads and its session has ended.
   */
  async use<T>(
    userId: string,
    task: (client: Client) => Promise<T>,
    { isRead = true }: { isRead?: boolean } = {},
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const slot = this.#slotOf(userId);
      slot.calls++;
      clearTimeout(slot.idle);
      let client: Client | undefined;
      try {
        client = await slot.opening;
        return await task(client);
      } catch (error) {
        if (!client) throw error;
        const loss = lossOf(error, client);
        if (loss === undefined) throw serverFailure(this.#name, error, true);
        this.#retire(userId, slot);
        const isSafe = loss === 'nothing done' || isRead;
        if (attempt > 1 || !isSafe) throw serverFailure(this.#name, error, loss === 'perhaps done');
      } finally {
        this.#release(userId, slot);
      }
    }
  }

  /**
   * Keeps a connection open until `endOfCall` resolves, unless another user needs its place: the
   * caller may never come back.
   */
  keepOpen(userId: string, endOfCall: Promise<void>): void {
    const slot = this.#slots.get(userId);
    if (!slot) return;
    slot.waiting++;
    void endOfCall.then(() => {
      slot.waiting--;
      this.#endWhenIdle(userId, slot);
    });
  }

  /** Ends the connection of a user; does not wait for a server that has not responded yet. */
  async end(userId: string): Promise<void> {
    const slot = this.#slots.get(userId);
    if (!slot) return;
    this.#retire(userId, slot);
    const closing = closeSlot(slot);
    if (slot.isOpen) await closing;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#slots.keys()].map((userId) => this.end(userId)));
  }

  #slotOf(userId: string): Slot {
    const existing = this.#slots.get(userId);
    if (existing) return existing;
    this.#outages.requireNone(userId);
    if (this.#slots.size >= this.#maxConnections) this.#makeRoom();
    const slot: Slot = { opening: this.#open(userId), isOpen: false, calls: 0, waiting: 0 };
    this.#slots.set(userId, slot);
    slot.opening.then(
      () => (slot.isOpen = true),
      () => this.#remove(userId, slot),
    );
    return slot;
  }

  async #open(userId: string): Promise<Client> {
    try {
      const client = await this.#openFor(userId);
      this.#outages.end(userId);
      client.onclose = () => this.#forget(userId, client);
      client.onerror = () => {}; // each call has its own error
      return client;
    } catch (error) {
      throw this.#outages.begin(userId, error);
    }
  }

  #makeRoom(): void {
    // Maps keep the order, and a slot moves to the end after each use.
    const idleSlots = [...this.#slots].filter(([, { calls }]) => calls === 0);
    const [unusedKey] = idleSlots.find(([, { waiting }]) => waiting === 0) ?? idleSlots[0] ?? [];
    if (unusedKey === undefined)
      throw new ToolError(`"${this.#name}" has too many users now.`, { advice: 'Try again.' });
    void this.end(unusedKey);
  }

  /** Removes a slot, unless another one has taken its place. */
  #remove(userId: string, slot: Slot): void {
    if (this.#slots.get(userId) === slot) this.#slots.delete(userId);
  }

  #forget(userId: string, client: Client): void {
    const slot = this.#slots.get(userId);
    slot?.opening.then(
      (current) => current === client && this.#remove(userId, slot),
      () => {}, // its caller gets the error
    );
  }

  /** Takes a connection out of use; calls in progress continue. */
  #retire(userId: string, slot: Slot): void {
    clearTimeout(slot.idle);
    this.#remove(userId, slot);
  }

  #release(userId: string, slot: Slot): void {
    slot.calls--;
    if (this.#slots.get(userId) !== slot) {
      if (slot.calls === 0) void closeSlot(slot);
      return;
    }
    this.#slots.delete(userId);
    this.#slots.set(userId, slot);
    this.#endWhenIdle(userId, slot);
  }

  #endWhenIdle(userId: string, slot: Slot): void {
    if (this.#slots.get(userId) !== slot || slot.calls > 0 || slot.waiting > 0) return;
    clearTimeout(slot.idle);
    slot.idle = setTimer(this.#idleMs, () => void this.end(userId)).unref();
  }
}

async function closeSlot({ opening }: Slot): Promise<void> {
  const client = await opening.catch(() => undefined);
  await client?.close().catch(() => {});
}
