import { setTimeout as sleep } from 'node:timers/promises';
import type { CallContext } from '../call/call-context.js';
import { ToolError } from '../call/result/tool-error.js';
import { recordsOf } from '../credentials/encrypted-records.js';
import { createVault, type Vault } from '../credentials/vault.js';
import { log } from '../project/log.js';
import { type Project, projectOf } from '../project/project.js';
import { countSetting } from '../utils/settings.js';
import { unrefTimer } from '../utils/time.js';
import { hasEnded, isExpired, newWrite, repeatedWrite, unknownEnd, WriteRecord } from './record.js';

const POLL_MS = 100;
/** Time that remains of a call for its response. */
const MARGIN_MS = 2_000;
const SWEEP_MS = 600_000;
/** The same if a user has too many records. */
const FULL_SWEEP_MS = 10_000;
/** Length of the start of a key, a digest of the user. */
const OWNER_LENGTH = 16;

/** The writes of one provider in the store of its credentials. */
class Writes {
  readonly #vault: Vault;
  readonly #records;
  readonly #leaseMs: number;
  readonly #mostPerUser: number;
  /** Records by the digest of the user, as far as this process knows. */
  readonly #counts = new Map<string, number>();
  #sweptAt = -Infinity;

  constructor(provider: string) {
    this.#vault = createVault(provider);
    this.#records = recordsOf(this.#vault, 'write', WriteRecord);
    const { env } = projectOf(provider);
    this.#leaseMs = countSetting('MCP_ONCE_LEASE_MS', env) ?? 10_000;
    this.#mostPerUser = countSetting('MCP_ONCE_PER_USER', env) ?? 1_000;
  }

  /** Returns the key of a write. It is a keyed digest: the arguments of a record cannot be guessed. */
  async keyOf(userId: string, tool: string, identity: string): Promise<string> {
    const { provider, origin } = this.#vault;
    const { digest } = await this.#vault.encryption(true);
    const owner = digest('user', provider, origin(), userId);
    const write = digest('write', provider, origin(), userId, tool, identity);
    return owner.slice(0, OWNER_LENGTH) + write.slice(0, 40);
  }

  /**
   * Claims a write for a run, or waits until the run that has claimed it ends. If its
   * process was lost, the write is free if no change was sent, and otherwise unknown.
   * @returns the record of this run, or of the one that has ended; undefined if it still runs
   * @throws ToolError if the user has too many records
   */
  async claim(
    key: string,
    run: string,
    { deadline, signal }: CallContext,
  ): Promise<WriteRecord | undefined> {
    this.#sweep(SWEEP_MS).catch((error: unknown) =>
      log('error', 'once', error, { provider: this.#vault.provider }),
    );
    const isLost = observeBeats(this.#leaseMs);
    const transition = (record: WriteRecord | null): WriteRecord | undefined => {
      if (!record || isExpired(record)) return newWrite(run);
      if (hasEnded(record)) return repeatedWrite(record, run);
      if (!isLost(record)) return undefined;
      if (record.state === 'running') return newWrite(run);
      return repeatedWrite(record, run) ?? { ...record, ...unknownEnd() };
    };
    for (;;) {
      const stored = await this.#records.read(key);
      if (!stored) await this.#requireRoom(key);
      const record = transition(stored) ? await this.#records.change(key, transition) : stored;
      if (!stored && record?.run === run) this.#count(key, 1);
      if (record && (record.run === run || hasEnded(record))) return record;
      if (signal.aborted || performance.now() > deadline - MARGIN_MS) return undefined;
      await sleep(POLL_MS);
    }
  }

  /** Shows other processes that the process of a run lives. */
  startHeartbeat(key: string, run: string): NodeJS.Timeout {
    const addBeat = () =>
      this.#changeOf(key, run, ({ beat }) => ({ beat: beat + 1 })).catch(() => {}); // the next one may succeed
    return unrefTimer(setInterval(() => void addBeat(), this.#leaseMs / 3));
  }

  /** Stores that a change is sent now. @throws ToolError if the run has lost its claim */
  async send(key: string, run: string, hasKey: boolean): Promise<void> {
    const sentRecord = await this.#changeOf(key, run, ({ state }) =>
      state === 'running' || state === 'sent' ? { state: 'sent', hasKey } : undefined,
    );
    if (!sentRecord)
      throw new ToolError('Nothing was sent, because another server makes the same call.');
  }

  /** @param change null removes the record, because no change was made */
  async end(key: string, run: string, change: Partial<WriteRecord> | null): Promise<void> {
    const endedRecord = await this.#changeOf(key, run, () => change);
    if (endedRecord === null) this.#count(key, -1);
  }

  #changeOf(
    key: string,
    run: string,
    change: (record: WriteRecord) => Partial<WriteRecord> | null | undefined,
  ) {
    return this.#records.change(key, (record) => {
      if (record?.run !== run) return undefined;
      const changes = change(record);
      return changes && { ...record, ...changes };
    });
  }

  #count(key: string, difference: 1 | -1): void {
    const owner = ownerOf(key);
    this.#counts.set(owner, (this.#counts.get(owner) ?? 0) + difference);
  }

  /** @throws ToolError if the user has too many records */
  async #requireRoom(key: string): Promise<void> {
    if (!(await this.#vault.records()).list)
      throw new Error('"once" requires a store with "list".');
    const isFull = () => (this.#counts.get(ownerOf(key)) ?? 0) >= this.#mostPerUser;
    if (isFull()) await this.#sweep(FULL_SWEEP_MS);
    if (!isFull()) return;
    throw new ToolError(
      `Nothing was sent: the last ${this.#mostPerUser} changes of this user are still recorded.`,
      { advice: 'Try again in 10 minutes.' },
    );
  }

  /** Removes records that are over and counts the others, unless that was done recently. */
  async #sweep(intervalMs: number): Promise<void> {
    if (performance.now() - this.#sweptAt < intervalMs) return;
    this.#sweptAt = performance.now();
    const keys = await this.#records.keys();
    this.#counts.clear();
    for (const key of keys) this.#count(key, 1);
    for (const key of keys) {
      const record = await this.#records.read(key);
      if (!record || !isExpired(record)) continue;
      const isRemoved = await this.#records.change(key, (stored) =>
        stored && isExpired(stored) ? null : undefined,
      );
      if (isRemoved === null) this.#count(key, -1);
    }
  }
}

const ownerOf = (key: string): string => key.slice(0, OWNER_LENGTH);

/** @returns a function that tells whether the beat of a running write has not changed for a lease */
function observeBeats(leaseMs: number): (record: WriteRecord) => boolean {
  let last: { run: string; beat: number; since: number } | undefined;
  return ({ run, beat }) => {
    if (last?.run !== run || last.beat !== beat) last = { run, beat, since: performance.now() };
    return performance.now() - last.since >= leaseMs;
  };
}

const writesByProject = new WeakMap<Project, Map<string, Writes>>();

/** Returns the writes of a provider in the project that the running code belongs to. */
export function writesOf(provider: string): Writes {
  const project = projectOf(provider);
  const writes = writesByProject.get(project) ?? new Map<string, Writes>();
  writesByProject.set(project, writes);
  const providerWrites = writes.get(provider) ?? new Writes(provider);
  writes.set(provider, providerWrites);
  return providerWrites;
}
