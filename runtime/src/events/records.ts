import * as z from 'zod';
import { recordsOf } from '../credentials/encrypted-records.js';
import { PrincipalRecord } from '../credentials/principal-record.js';
import type { Vault } from '../credentials/vault.js';
import { CLOCK_SKEW_S } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';

/** Most occurrences that wait for one endpoint; the oldest makes room, and the client is told. */
const MAX_WAITING = 2_000;
/** The milliseconds of a day. */
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

/** Returns the digest under which the occurrences of one event for one owner are found. */
export const topicOf = (event: string, owner: string | undefined): string =>
  digest(TOPIC_LENGTH, event, owner ?? null);

/** Returns the ID of the subscription with this identity: it is the same in every process. */
export const subscriptionId = (...identity: readonly string[]): string =>
  digest(ID_LENGTH, ...identity);

/** Returns the key of a subscription: a topic, its user and its id, so that each can be found by its part. */
export const subscriptionKey = ({ id, event, owner, principal }: Subscription): string =>
  topicOf(event, owner) + digest(USER_LENGTH, principal.userId) + id;

/** Returns the day of a time as a text that sorts by time. */
const dayText = (time: number): string =>
  Math.floor(time / DAY_MS)
    .toString(36)
    .padStart(DAY_LENGTH, '0');

/** The subscriptions and occurrences of one provider. */
export class EventRecords {
  readonly #vault: Vault;
  readonly #subscriptions: ReturnType<typeof recordsOf<Subscription>>;
  readonly #occurrences: ReturnType<typeof recordsOf<OccurrenceRecord>>;

  constructor(vault: Vault) {
    this.#vault = vault;
    this.#subscriptions = recordsOf(vault, 'subscription', Subscription);
    this.#occurrences = recordsOf(vault, 'occurrence', OccurrenceRecord);
  }

  read(key: string): Promise<Subscription | null> {
    return this.#subscriptions.read(key);
  }

  /** Changes a subscription, as `change` of `recordsOf` does. */
  change(
    key: string,
    update: (subscription: Subscription | null) => Subscription | null | undefined,
  ): Promise<Subscription | null | undefined> {
    return this.#subscriptions.change(key, update);
  }

  /** Removes a subscription, unless it was renewed meanwhile. */
  remove(key: string, { createdAt, expiresAt }: Subscription) {
    return this.change(key, (record) =>
      record?.createdAt === createdAt && record.expiresAt === expiresAt ? null : undefined,
    );
  }

  /** Returns the keys of all subscriptions, or of those to a topic. */
  keys(topic?: string): Promise<string[]> {
    return this.#subscriptions.keys(topic);
  }

  /** Returns the subscriptions of a user whose time is not over. */
  async ofUser(userId: string): Promise<Subscription[]> {
    const user = digest(USER_LENGTH, userId);
    const keys = (await this.keys()).filter((key) => key.startsWith(user, TOPIC_LENGTH));
    const records = await Promise.all(keys.map((key) => this.read(key)));
    return records.flatMap((record) => (record && record.expiresAt > Date.now() ? record : []));
  }

  /**
   * Stores a subscription. The one of the same id gives way to it, also if it has another
   * owner.
   * @param requireRoom gets the number of the user's other subscriptions
   * @param merge returns what is stored in place of one with the same key
   */
  put(
    subscription: Subscription,
    requireRoom: (others: number) => void,
    merge: (record: Subscription) => Subscription,
  ): Promise<void> {
    const key = subscriptionKey(subscription);
    const { userId } = subscription.principal;
    // Two requests at once must not exceed the number that a user may have.
    return this.#vault.withLock(`subscriber ${digest(USER_LENGTH, userId)}`, async ({ isHeld }) => {
      const userRecords = await this.ofUser(userId);
      const same = userRecords.filter(({ id }) => id === subscription.id);
      requireRoom(userRecords.length - same.length);
      if (!(await isHeld())) throw new Error('The lock of a subscriber was lost.');
      const current = same.find((record) => subscriptionKey(record) === key);
      if (current) await this.change(key, (record) => (record ? merge(record) : subscription));
      else await this.#subscriptions.write(key, subscription);
      for (const record of same)
        if (record !== current) await this.#subscriptions.remove(subscriptionKey(record));
    });
  }

  /** Adds an occurrence to those that wait, unless it waits already or is older than the subscription. */
  enqueue(key: string, occurrence: string, { storedAt }: OccurrenceRecord) {
    return this.change(key, (subscription) =>
      !subscription || subscription.createdAt > storedAt + CLOCK_SKEW_S * 1000
        ? undefined
        : withWaiting(subscription, { occurrence, attempts: 0, dueAt: storedAt }),
    );
  }

  readOccurrence(key: string): Promise<OccurrenceRecord | null> {
    return this.#occurrences.read(key);
  }

  occurrenceKeys(): Promise<string[]> {
    return this.#occurrences.keys();
  }

  writeOccurrence(key: string, record: OccurrenceRecord): Promise<void> {
    return this.#occurrences.write(key, record);
  }

  /** Stores an occurrence, unless its source reports it twice at the same time. */
  addOccurrence(key: string, record: OccurrenceRecord) {
    return this.#occurrences.change(key, (occurrence) => (occurrence ? undefined : record));
  }

  /** Returns the key of an occurrence: the day on which its source has first reported it, and its id. */
  async occurrenceKey(topic: string, id: string): Promise<{ key: string; isNew: boolean }> {
    const now = Date.now();
    const name = topic + digest(ID_LENGTH, id);
    for (const time of [now, now - DAY_MS]) {
      const key = dayText(time) + name;
      if (await this.readOccurrence(key)) return { key, isNew: false };
    }
    return { key: dayText(now) + name, isNew: true };
  }

  /** Removes occurrences that were stored before yesterday, which nothing can wait for any more. */
  async sweepOccurrences(): Promise<void> {
    const oldest = dayText(Date.now() - DAY_MS);
    for (const key of await this.occurrenceKeys())
      if (key.slice(0, DAY_LENGTH) < oldest) await this.#occurrences.remove(key);
  }
}

/** Returns a subscription with one more delivery, for which the oldest makes room; undefined if it waits already. */
function withWaiting(
  subscription: Subscription,
  delivery: WaitingDelivery,
): Subscription | undefined {
  const { waiting } = subscription;
  if (waiting.some(({ occurrence }) => occurrence === delivery.occurrence)) return undefined;
  const isFull = waiting.length >= MAX_WAITING;
  return {
    ...subscription,
    ...(isFull && { isTruncated: true }),
    waiting: [...(isFull ? waiting.slice(1) : waiting), delivery],
  };
}
