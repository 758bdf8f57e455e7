import * as z from 'zod';
import { recordsOf } from '../credentials/encrypted-records.js';
import { PrincipalRecord } from '../credentials/principal-record.js';
import type { Vault } from '../credentials/vault.js';
import { CLOCK_SKEW_S } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';

/** Most occurrences that wait for one endpoint; the oldest makes room, and the client is told. */
const MAX_WAITING = 2_000;
export const DAY_MS = 86_400_000;

/** An occurrence as it is stored, encrypted; its members are those of the body that is posted. */
const OccurrenceRecord = z.object({
  event: z.object({
    eventId: z.string(),
    name: z.string(),
    timestamp: z.string(),
    data: z.record(z.string(), z.unknown()),
  }),
  topic: z.string(),
  /** When it was stored, in milliseconds since the epoch. */
  storedAt: z.number(),
  /** Whether all subscriptions have it. */
  isDistributed: z.boolean(),
});
export type OccurrenceRecord = z.output<typeof OccurrenceRecord>;

const WaitingDelivery = z.object({
  occurrence: z.string(),
  attempts: z.number(),
  dueAt: z.number(),
});
export type WaitingDelivery = z.output<typeof WaitingDelivery>;

/** A subscription as it is stored, encrypted, with the occurrences that wait for its endpoint. */
const Subscription = z.object({
  id: z.string(),
  principal: PrincipalRecord,
  /** Whether the built-in authorization server has signed the user in, and knows when that ends. */
  isOfIssuer: z.boolean().optional(),
  event: z.string(),
  args: z.record(z.string(), z.unknown()),
  url: z.string(),
  /** The newest first; the others sign beside it until their time. */
  secrets: z.array(z.object({ secret: z.string(), until: z.number().optional() })),
  /** Absent for an event that concerns all users. */
  owner: z.string().optional(),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** When the endpoint has returned a challenge. */
  verifiedAt: z.number(),
  waiting: z.array(WaitingDelivery),
  /** Whether occurrences had to make room. */
  isTruncated: z.boolean().optional(),
  /** Failed attempts since the last success. */
  failures: z.number(),
  failedSince: z.number().optional(),
  /** Nothing is posted before. */
  restsUntil: z.number().optional(),
  lastError: z.string().optional(),
  lastDeliveryAt: z.number().optional(),
});
export type Subscription = z.output<typeof Subscription>;

const TOPIC_LENGTH = 32;
const USER_LENGTH = 16;
const ID_LENGTH = 32;
const DAY_LENGTH = 4;

/** Returns a digest of `length` hexadecimal digits. */
export const digest = (length: number, ...parts: readonly unknown[]): string =>
  nodeCrypto().createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);

/** Returns the occurrences of one event that concern the same owner. */
export const topicOf = (event: string, owner: string | undefined): string =>
  digest(TOPIC_LENGTH, event, owner ?? null);

/** Returns the ID of the subscription with this identity: it is the same in every process. */
export const subscriptionId = (...identity: readonly string[]): string =>
  digest(ID_LENGTH, ...identity);

/** Returns the key of a subscription: a topic, its user and its id, so that each can be found by its part. */
const subscriptionKey = ({ id, event, owner, principal }: Subscription): string =>
  topicOf(event, owner) + digest(USER_LENGTH, principal.userId) + id;

const dayOf = (time: number): string =>
  Math.floor(time / DAY_MS)
    .toString(36)
    .padStart(DAY_LENGTH, '0');

/** Returns the subscriptions and occurrences of one provider. */
export function eventRecords(vault: Vault) {
  const subscriptions = recordsOf(vault, 'subscription', Subscription);
  const occurrences = recordsOf(vault, 'occurrence', OccurrenceRecord);

  /** Returns the subscriptions of a user whose time is not over. */
  async function ofUser(userId: string): Promise<Subscription[]> {
    const user = digest(USER_LENGTH, userId);
    const keys = (await subscriptions.keys()).filter((key) => key.startsWith(user, TOPIC_LENGTH));
    const records = await Promise.all(keys.map((key) => subscriptions.read(key)));
    return records.flatMap((record) => (record && record.expiresAt > Date.now() ? record : []));
  }

  return {
    read: subscriptions.read,
    change: subscriptions.change,
    /** Removes a subscription, unless it was renewed meanwhile. */
    remove: (key: string, { createdAt, expiresAt }: Subscription) =>
      subscriptions.change(key, (record) =>
        record?.createdAt === createdAt && record.expiresAt === expiresAt ? null : undefined,
      ),
    keyOf: subscriptionKey,
    /** Keys of all subscriptions, or of those to a topic. */
    keys: subscriptions.keys,
    ofUser,

    /**
     * Stores a subscription. The one of the same id gives way to it, also if it has another
     * owner.
     * @param requireRoom gets the number of the user's other subscriptions
     * @param merge returns what is stored in place of one with the same key
     */
    put: (
      subscription: Subscription,
      requireRoom: (others: number) => void,
      merge: (record: Subscription) => Subscription,
    ) => {
      const key = subscriptionKey(subscription);
      const { userId } = subscription.principal;
      // Two requests at once must not exceed the number that a user may have.
      return vault.withLock(`subscriber ${digest(USER_LENGTH, userId)}`, async ({ isHeld }) => {
        const userRecords = await ofUser(userId);
        const same = userRecords.filter(({ id }) => id === subscription.id);
        requireRoom(userRecords.length - same.length);
        if (!(await isHeld())) throw new Error('The lock of a subscriber was lost.');
        const current = same.find((record) => subscriptionKey(record) === key);
        if (current)
          await subscriptions.change(key, (record) => (record ? merge(record) : subscription));
        else await subscriptions.write(key, subscription);
        for (const record of same)
          if (record !== current) await subscriptions.remove(subscriptionKey(record));
      });
    },

    /** Adds an occurrence to those that wait, unless it waits already or is older than the subscription. */
    enqueue: (key: string, occurrence: string, { storedAt }: OccurrenceRecord) =>
      subscriptions.change(key, (subscription) => {
        if (!subscription || subscription.createdAt > storedAt + CLOCK_SKEW_S * 1000)
          return undefined;
        const { waiting } = subscription;
        if (waiting.some((delivery) => delivery.occurrence === occurrence)) return undefined;
        const isFull = waiting.length >= MAX_WAITING;
        return {
          ...subscription,
          ...(isFull && { isTruncated: true }),
          waiting: [
            ...(isFull ? waiting.slice(1) : waiting),
            { occurrence, attempts: 0, dueAt: storedAt },
          ],
        };
      }),

    occurrence: occurrences.read,
    occurrenceKeys: occurrences.keys,
    writeOccurrence: occurrences.write,
    /** Stores an occurrence, unless its source reports it twice at the same time. */
    addOccurrence: (key: string, record: OccurrenceRecord) =>
      occurrences.change(key, (occurrence) => (occurrence ? undefined : record)),
    /** Returns the key of an occurrence: the day on which its source has first reported it, and its id. */
    async occurrenceKey(topic: string, id: string): Promise<{ key: string; isNew: boolean }> {
      const now = Date.now();
      const name = topic + digest(ID_LENGTH, id);
      for (const time of [now, now - DAY_MS]) {
        const key = dayOf(time) + name;
        if (await occurrences.read(key)) return { key, isNew: false };
      }
      return { key: dayOf(now) + name, isNew: true };
    },
    /** Removes occurrences that were stored before yesterday, which nothing can wait for any more. */
    async sweepOccurrences(): Promise<void> {
      const oldest = dayOf(Date.now() - DAY_MS);
      for (const key of await occurrences.keys())
        if (key.slice(0, DAY_LENGTH) < oldest) await occurrences.remove(key);
    },
  };
}
/** The records of `eventRecords`. */
export type EventRecords = ReturnType<typeof eventRecords>;
