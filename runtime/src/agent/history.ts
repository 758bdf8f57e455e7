import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { nullIfUnreadable } from '../credentials/encryption.js';
import { type CredentialStore, credentialStore } from '../credentials/store.js';
import type { Vault } from '../credentials/vault.js';
import { log } from '../project/log.js';
import { unrefTimer } from '../utils/time.js';
import type { AgentLimits } from './limits.js';
import type { Message } from './model.js';
import { dropOldTurns } from './shorten.js';

const HOUR_MS = 3_600_000;
/** A turn may stop this much later than its limit; then it loses the conversation. */
const GRACE_MS = 30_000;
/**
 * Lease of a conversation. A turn in progress renews it, so the conversation of a killed process is
 * soon available again.
 */
const LEASE_MS = 20_000;
const RENEWAL_MS = 5_000;
/**
 * A turn ends if its lease was not renewed for this long: another process, whose clock may differ,
 * may take the conversation.
 */
const MAX_UNRENEWED_MS = 15_000;

const Conversation = z.object({
  /** Messages are authenticated and written by this server only, so they are not validated further. */
  messages: z.array(z.custom<Message>((value) => typeof value === 'object' && value !== null)),
  usedAt: z.number(),
  /** End of the lease of a turn in any process, in milliseconds since the epoch; the turn extends it. */
  busyUntil: z.number(),
  /** The turn in progress. */
  turn: z.string().optional(),
});
const UserRecord = z.object({
  conversations: z.record(z.string(), Conversation),
  /** Usage in the hour that began at `since`. */
  spent: z.object({ since: z.number(), turns: z.number(), tokens: z.number() }),
});
type UserRecord = z.output<typeof UserRecord>;

/** The reason why a turn does not begin. */
export type Refusal =
  | { refused: 'busy' }
  | { refused: 'limit'; seconds: number }
  /** The new message or decision does not fit the conversation. */
  | { refused: 'change' };

/** The right to change a conversation, which one turn has at a time. */
export interface TurnLease {
  messages: Message[];
  /** Stores the current messages and releases the lease. */
  end(tokens: number): Promise<void>;
}

/**
 * The conversations of an agent in the credential store: one encrypted record for each user, bound
 * to that user. The name of another user's conversation therefore starts a new conversation.
 */
export class ConversationHistory {
  readonly #vault: Vault;
  readonly #store: CredentialStore<UserRecord>;
  readonly #limits: AgentLimits;

  constructor(vault: Vault, limits: AgentLimits) {
    this.#vault = vault;
    this.#store = credentialStore(vault, UserRecord, { purpose: 'chat' });
    this.#limits = limits;
  }

  /**
   * Begins a turn, unless the limits or another turn forbid it.
   * @param change adds the user's message or decisions; false if they do not fit the conversation
   * @param onLost ends the turn: the conversation was deleted, or another process may have it
   */
  async begin(
    userId: string,
    name: string,
    change: (messages: Message[]) => boolean,
    onLost: () => void,
  ): Promise<TurnLease | Refusal> {
    const turn = randomUUID();
    let leasedAt = 0;
    const begun = await this.#changeRecord(userId, (record, now, clockMs) => {
      leasedAt = clockMs;
      return beginTurn(record, name, { now, turn, limits: this.#limits, change });
    });
    if ('refused' in begun) return begun;
    const { messages } = begun;
    const stopRenewal = keepLease(
      () => this.#renew(userId, name, turn),
      { leasedAt, longestMs: this.#limits.turnSeconds * 1000 + GRACE_MS },
      onLost,
    );
    return {
      messages,
      end: (tokens) => {
        stopRenewal();
        return this.#changeRecord(userId, (record, now) => {
          record.spent.tokens += tokens;
          if (!conversationOf(record, name, turn)) return;
          dropOldTurns(messages, this.#limits.conversationChars);
          record.conversations[name] = { messages, usedAt: now, busyUntil: 0 };
        });
      },
    };
  }

  async delete(userId: string, name: string): Promise<void> {
    await this.#changeRecord(userId, (record) =>
      keepConversations(record, (otherName) => otherName !== name),
    );
  }

  /** @returns whether the turn still has the conversation */
  #renew(userId: string, name: string, turn: string): Promise<boolean> {
    return this.#changeRecord(userId, (record, now) => {
      const conversation = conversationOf(record, name, turn);
      if (conversation) conversation.busyUntil = now + LEASE_MS;
      return conversation !== undefined;
    });
  }

  /** Changes the record of a user. `change` gets one moment on two clocks: `clockMs` is monotonic. */
  #changeRecord<T>(
    userId: string,
    change: (record: UserRecord, now: number, clockMs: number) => T,
  ): Promise<T> {
    return this.#vault.withLock(`chat of ${userId}`, async (lock) => {
      const clockMs = performance.now();
      const now = Date.now();
      const stored = await this.#store.read(userId).catch(nullIfUnreadable);
      const record = stored ?? emptyUserRecord(now);
      if (Math.abs(now - record.spent.since) > HOUR_MS)
        record.spent = { since: now, turns: 0, tokens: 0 };
      const result = change(record, now, clockMs);
      await this.#store.write(userId, record, lock);
      return result;
    });
  }
}

interface TurnStart {
  now: number;
  turn: string;
  limits: AgentLimits;
  change(messages: Message[]): boolean;
}

/** Gives a conversation to a turn, in the record of its user. */
function beginTurn(
  record: UserRecord,
  name: string,
  { now, turn, limits, change }: TurnStart,
): { messages: Message[] } | Refusal {
  const { conversations, spent } = record;
  const busyConversations = Object.values(conversations).filter(
    ({ busyUntil }) => busyUntil > now && busyUntil < now + 2 * LEASE_MS, // later: the clock was set back
  );
  const existing = Object.hasOwn(conversations, name) ? conversations[name] : undefined;
  if (
    (existing && busyConversations.includes(existing)) ||
    busyConversations.length >= limits.turnsAtOnce
  )
    return { refused: 'busy' };
  if (spent.turns >= limits.turnsPerHour || spent.tokens >= limits.tokensPerHour)
    return { refused: 'limit', seconds: Math.ceil((spent.since + HOUR_MS - now) / 1000) };
  const messages = existing?.messages ?? [];
  if (!change(messages)) return { refused: 'change' };
  spent.turns++;
  conversations[name] = { messages, usedAt: now, busyUntil: now + LEASE_MS, turn };
  dropOldest(record, limits.conversations);
  return { messages };
}

/** Returns the conversation of a turn; undefined if it was deleted or another turn has begun. */
function conversationOf({ conversations }: UserRecord, name: string, turn: string) {
  const conversation = Object.hasOwn(conversations, name) ? conversations[name] : undefined;
  return conversation?.turn === turn ? conversation : undefined;
}

/**
 * Renews a lease until it is stopped or `longestMs` have passed since `leasedAt`, the monotonic time
 * at which it began. It was stored later, which can take long.
 * @param renew returns false if another process has the lease
 * @returns a function that stops the renewal
 */
function keepLease(
  renew: () => Promise<boolean>,
  { leasedAt, longestMs }: { leasedAt: number; longestMs: number },
  onLost: () => void,
): () => void {
  let renewedAt = leasedAt;
  let isRenewing = false;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    clearInterval(timer);
  };
  const loseLease = (message: string) => {
    if (isStopped) return;
    stop();
    log('error', 'agent history', new Error(message));
    onLost();
  };
  async function tick(): Promise<void> {
    const now = performance.now();
    if (now - leasedAt > longestMs) stop();
    if (now - renewedAt > MAX_UNRENEWED_MS)
      loseLease(`The conversation of a turn could not be stored for ${MAX_UNRENEWED_MS / 1000} s`);
    if (isRenewing || isStopped) return;
    isRenewing = true;
    try {
      if (await renew()) renewedAt = now;
      else loseLease('The conversation was deleted, or another process has it');
    } catch {
      // The next renewal repeats it, or the turn ends.
    }
    isRenewing = false;
  }
  const timer = unrefTimer(setInterval(() => void tick(), RENEWAL_MS));
  return stop;
}

const emptyUserRecord = (now: number): UserRecord => ({
  conversations: {},
  spent: { since: now, turns: 0, tokens: 0 },
});

function dropOldest(record: UserRecord, maxCount: number): void {
  const names = Object.entries(record.conversations)
    .toSorted(([, a], [, b]) => b.usedAt - a.usedAt)
    .map(([name]) => name);
  const newestNames = new Set(names.slice(0, maxCount));
  keepConversations(record, (name) => newestNames.has(name));
}

function keepConversations(record: UserRecord, isKept: (name: string) => boolean): void {
  const remaining = Object.entries(record.conversations).filter(([name]) => isKept(name));
  record.conversations = Object.fromEntries(remaining);
}
