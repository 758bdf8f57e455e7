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
 * Returns the conversations of an agent in the credential store: one encrypted record for each user,
 * bound to that user. The name of another user's conversation therefore starts a new conversation.
 */
export function historyIn(vault: Vault, limits: AgentLimits) {
  const store: CredentialStore<UserRecord> = credentialStore(vault, UserRecord, {
    purpose: 'chat',
  });
  const changeRecord = <T>(userId: string, change: (record: UserRecord, now: number) => T) =>
    vault.withLock(`chat of ${userId}`, async (lock) => {
      const now = Date.now();
      const record = (await store.read(userId).catch(nullIfUnreadable)) ?? emptyUserRecord(now);
      if (Math.abs(now - record.spent.since) > HOUR_MS)
        record.spent = { since: now, turns: 0, tokens: 0 };
      const result = change(record, now);
      await store.write(userId, record, lock);
      return result;
    });

  return {
    /**
     * @param change adds the user's message or decisions; false if they do not fit the conversation
     * @param onLost ends the turn: the conversation was deleted, or another process may have it
     */
    begin: (
      userId: string,
      name: string,
      change: (messages: Message[]) => boolean,
      onLost: () => void,
    ) =>
      changeRecord(userId, (record, now): TurnLease | Refusal => {
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
        conversations[name] = { messages, usedAt: now, busyUntil: now + LEASE_MS };
        dropOldest(record, limits.conversations);
        /** Returns the conversation of this turn; undefined if it was deleted or another turn has begun. */
        const conversationOf = ({ conversations: { [name]: later } }: UserRecord) =>
          later?.usedAt === now ? later : undefined;
        const renewLease = () =>
          changeRecord(userId, (later, time) => {
            const current = conversationOf(later);
            if (current) current.busyUntil = time + LEASE_MS;
            return current !== undefined;
          });
        const stopRenewal = keepLease(renewLease, limits.turnSeconds * 1000 + GRACE_MS, onLost);
        return {
          messages,
          end: (tokens) => {
            stopRenewal();
            return changeRecord(userId, (later, end) => {
              later.spent.tokens += tokens;
              if (!conversationOf(later)) return;
              dropOldTurns(messages, limits.conversationChars);
              later.conversations[name] = { messages, usedAt: end, busyUntil: 0 };
            });
          },
        };
      }),

    async delete(userId: string, name: string): Promise<void> {
      await changeRecord(userId, (record) =>
        keepConversations(record, (otherName) => otherName !== name),
      );
    },
  };
}

/**
 * Renews a lease until it is stopped or `longestMs` have passed.
 * @param renew returns false if another process has the lease
 * @returns a function that stops the renewal
 */
function keepLease(
  renew: () => Promise<boolean>,
  longestMs: number,
  onLost: () => void,
): () => void {
  const startedAt = performance.now();
  let renewedAt = startedAt;
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
    if (now - startedAt > longestMs) stop();
    if (now - renewedAt > MAX_UNRENEWED_MS)
      loseLease('The conversation of a turn could not be stored for 15 s');
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
