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
/** A turn can be stopped late; after that it keeps its conversation no longer. */
const LATE_MS = 30_000;
/**
 * A turn in progress has its conversation for this time, and renews it: the conversation of a process that was killed is
 * soon free again.
 */
const LEASE_MS = 20_000;
const RENEWAL_MS = 5_000;
/** A turn ends that could not renew its lease for so long: another process may take the conversation, and has a clock of its own. */
const UNRENEWED_MS = 15_000;

const Conversation = z.object({
  /** Written by this server, and authenticated. */
  messages: z.array(z.custom<Message>((value) => typeof value === 'object' && value !== null)),
  usedAt: z.number(),
  /** A turn is in progress, in any process; until it ends, or this time in milliseconds, which it moves on. */
  busyUntil: z.number(),
});
const UserRecord = z.object({
  conversations: z.record(z.string(), Conversation),
  /** In the hour that began at `since`. */
  spent: z.object({ since: z.number(), turns: z.number(), tokens: z.number() }),
});
type UserRecord = z.output<typeof UserRecord>;

/** Why a turn does not begin. */
export type Refusal =
  | { refused: 'busy' }
  | { refused: 'limit'; seconds: number }
  /** The change does not fit the conversation. */
  | { refused: 'change' };

export interface Begun {
  messages: Message[];
  /** Stores the messages as they are now. */
  end(tokens: number): Promise<void>;
}

/**
 * The conversations of an agent in the credential store: one encrypted record for each user, bound to that user. The name
 * of another user's conversation is a new conversation.
 */
export function historyIn(vault: Vault, limits: AgentLimits) {
  const store: CredentialStore<UserRecord> = credentialStore(vault, UserRecord, {
    purpose: 'chat',
  });
  const locked = <T>(userId: string, change: (record: UserRecord, now: number) => T) =>
    vault.withLock(`chat of ${userId}`, async () => {
      const now = Date.now();
      const record = (await store.read(userId).catch(nullIfUnreadable)) ?? empty(now);
      if (Math.abs(now - record.spent.since) > HOUR_MS)
        record.spent = { since: now, turns: 0, tokens: 0 };
      const outcome = change(record, now);
      await store.write(userId, record);
      return outcome;
    });

  return {
    /**
     * @param change adds what the user says; false where it does not fit the conversation
     * @param onLost ends the turn: the conversation was deleted, or another process may have it
     */
    begin: (
      userId: string,
      name: string,
      change: (messages: Message[]) => boolean,
      onLost: () => void,
    ) =>
      locked(userId, (record, now): Begun | Refusal => {
        const { conversations, spent } = record;
        const busy = Object.values(conversations).filter(
          ({ busyUntil }) => busyUntil > now && busyUntil < now + 2 * LEASE_MS, // later: the clock was set back
        );
        const own = Object.hasOwn(conversations, name) ? conversations[name] : undefined;
        if ((own && busy.includes(own)) || busy.length >= limits.turnsAtOnce)
          return { refused: 'busy' };
        if (spent.turns >= limits.turnsPerHour || spent.tokens >= limits.tokensPerHour)
          return { refused: 'limit', seconds: Math.ceil((spent.since + HOUR_MS - now) / 1000) };
        const messages = own?.messages ?? [];
        if (!change(messages)) return { refused: 'change' };
        spent.turns++;
        conversations[name] = { messages, usedAt: now, busyUntil: now + LEASE_MS };
        dropOldest(record, limits.conversations);
        /** Undefined where it was deleted, or another turn has begun. */
        const ownOf = ({ conversations: { [name]: later } }: UserRecord) =>
          later?.usedAt === now ? later : undefined;
        const renew = () =>
          locked(userId, (later, time) => {
            const own = ownOf(later);
            if (own) own.busyUntil = time + LEASE_MS;
            return own !== undefined;
          });
        const stop = renewing(renew, limits.turnSeconds * 1000 + LATE_MS, onLost);
        return {
          messages,
          end: (tokens) => {
            stop();
            return locked(userId, (later, end) => {
              later.spent.tokens += tokens;
              if (!ownOf(later)) return;
              dropOldTurns(messages, limits.conversationChars);
              later.conversations[name] = { messages, usedAt: end, busyUntil: 0 };
            });
          },
        };
      }),

    async delete(userId: string, name: string): Promise<void> {
      await locked(userId, (record) => keep(record, (other) => other !== name));
    },
  };
}

/**
 * Renews a lease until it is stopped or `longestMs` are over.
 * @param renew false where somebody else has it
 * @returns what stops it
 */
function renewing(
  renew: () => Promise<boolean>,
  longestMs: number,
  onLost: () => void,
): () => void {
  const begun = performance.now();
  let renewed = begun;
  let isRenewing = false;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
    clearInterval(timer);
  };
  const lose = (message: string) => {
    if (isStopped) return;
    stop();
    log('error', 'agent history', new Error(message));
    onLost();
  };
  async function tick(): Promise<void> {
    const now = performance.now();
    if (now - begun > longestMs) stop();
    if (now - renewed > UNRENEWED_MS)
      lose('The conversation of a turn could not be stored for 15 s');
    if (isRenewing || isStopped) return;
    isRenewing = true;
    try {
      if (await renew()) renewed = now;
      else lose('The conversation was deleted, or another process has it');
    } catch {
      // A failure of the store is temporary, or ends the turn.
    }
    isRenewing = false;
  }
  const timer = unrefTimer(setInterval(() => void tick(), RENEWAL_MS));
  return stop;
}

const empty = (now: number): UserRecord => ({
  conversations: {},
  spent: { since: now, turns: 0, tokens: 0 },
});

function dropOldest(record: UserRecord, most: number): void {
  const names = Object.entries(record.conversations)
    .toSorted(([, one], [, other]) => other.usedAt - one.usedAt)
    .map(([name]) => name);
  const newest = new Set(names.slice(0, most));
  keep(record, (name) => newest.has(name));
}

function keep(record: UserRecord, isKept: (name: string) => boolean): void {
  const kept = Object.entries(record.conversations).filter(([name]) => isKept(name));
  record.conversations = Object.fromEntries(kept);
}
