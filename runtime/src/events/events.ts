import type { CallPolicy } from '../call/call.js';
import { type CallContext, recordOf } from '../call/call-context.js';
import type { Event, Occurrence } from '../call/define/event.js';
import { boundedParse, parseArguments } from '../call/schema/bounded-parse.js';
import { openJobs } from '../credentials/jobs.js';
import { principalRecord } from '../credentials/principal-record.js';
import { createVault, type Vault } from '../credentials/vault.js';
import { isAnonymous, type Principal } from '../identity/principal.js';
import type { JobEnd, JobQueue } from '../project/job-queue.js';
import { log } from '../project/log.js';
import { type Project, projectOf, runInProject } from '../project/project.js';
import { canonicalJson } from '../utils/schema-check.js';
import { countSetting, setting } from '../utils/settings.js';
import { unrefTimer, withDeadline } from '../utils/time.js';
import { challenge, type PrivateHosts, requireCallback } from './callback.js';
import { Deliveries, isSignedIn } from './deliveries.js';
import { eventError, EXHAUSTED, FORBIDDEN, INVALID_PARAMS, OccurrenceError } from './errors.js';
import {
  DAY_MS,
  digest,
  EventRecords,
  type OccurrenceRecord,
  type Subscription,
  subscriptionId,
  subscriptionKey,
  topicOf,
} from './records.js';
import { signingKey } from './signature.js';

/** Longest time of a subscription without a new request of its user, whose token is verified then. */
const LONGEST_TTL_MS = DAY_MS;
const SHORTEST_TTL_MS = 60_000;
/** Time in which the former secret signs beside the new one. */
const ROTATION_MS = 300_000;
const MAX_SECRETS = 4;
const MAX_BODY_BYTES = 262_144;
/** Challenges that this process sends to one host in a minute: users choose the addresses. */
const MAX_CHALLENGES = 20;
/** Occurrences that are distributed, and endpoints that are posted to, at a time. */
const SLOTS = 100;
/** Subscriptions to which one occurrence is added at a time. */
const SUBSCRIPTIONS_AT_A_TIME = 20;
const STOP_MS = 10_000;
const SWEEP_MS = 600_000;

/** Parameters of `events/subscribe` and `events/unsubscribe` that are not the event and its arguments. */
export interface Delivery {
  url: string;
  secret?: string | undefined;
  ttlMs?: number | null | undefined;
}

interface Parts {
  vault: Vault;
  jobs: JobQueue;
  events: ReadonlyMap<string, Event>;
  policy: CallPolicy;
  mostPerUser: number;
  privateHosts: PrivateHosts;
  retryMs: number;
}

/** Opens the events of a provider in a project, in the store of its credentials, and continues what waits there. */
export function openEvents(
  provider: string,
  project: Project,
  parts: Pick<Parts, 'events' | 'policy'>,
): Events {
  const { env, ending } = project;
  const vault = createVault(provider);
  const events = new Events({
    ...parts,
    vault,
    jobs: openJobs(vault, 'delivery', project, {
      leaseMs: countSetting('MCP_EVENT_LEASE_MS', env) ?? 10_000,
      slots: SLOTS,
    }),
    mostPerUser: countSetting('MCP_EVENTS_PER_USER', env) ?? 100,
    retryMs: countSetting('MCP_EVENT_RETRY_MS', env) ?? 30_000,
    privateHosts: new Set(setting('MCP_EVENT_PRIVATE_HOSTS', env)?.split(/[\s,]+/)),
  });
  runInProject(project, () => events.start());
  ending.add(() => events.close());
  return events;
}

/** A job delivers to a subscription or distributes an occurrence; its id begins with this letter. */
const DELIVERY = 's';
const DISTRIBUTION = 'o';

/** The events of one provider (SEP-3415): subscriptions, and occurrences that have to reach their endpoints. */
export class Events {
  readonly #parts: Parts;
  readonly #records: EventRecords;
  readonly #deliveries: Deliveries;
  /** Times of challenges in the last minute, by host. */
  readonly #challenges = new Map<string, number[]>();
  #sweepTimer: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#records = new EventRecords(parts.vault);
    this.#deliveries = new Deliveries({ ...parts, records: this.#records });
  }

  start(): void {
    const { jobs, vault } = this.#parts;
    const report = (error: unknown) => log('error', 'event', error, { provider: vault.provider });
    jobs.start(
      (id, lost) =>
        id.startsWith(DELIVERY)
          ? this.#deliveries.run(id.slice(1), lost)
          : this.#distribute(id.slice(1)),
      report,
      () => this.#unfinished(),
    );
    this.#sweepTimer = unrefTimer(setInterval(() => void this.#sweep().catch(report), SWEEP_MS));
  }

  async close(): Promise<void> {
    clearInterval(this.#sweepTimer);
    this.#deliveries.close();
    await withDeadline(STOP_MS, this.#parts.jobs.stop()).catch(() => {}); // another process continues
  }

  get(name: string): Event | undefined {
    return this.#parts.events.get(name);
  }

  /** Returns the events as this caller may see them, in the form of `events/list`. */
  list(principal: Principal): Event['listed'][] {
    return [...this.#parts.events.values()]
      .filter((event) => !event.isHiddenFrom?.(principal))
      .map(({ listed }) => listed);
  }

  /**
   * Subscribes the caller, or renews their subscription, after the endpoint has returned a
   * challenge. A subscription that fails has to return another one, so that an endpoint that stays
   * dead ends with the time of its subscription.
   * @returns the result of `events/subscribe`
   * @throws ToolError
   */
  async subscribe(event: Event, args: unknown, delivery: Delivery, context: CallContext) {
    const { jobs, mostPerUser, privateHosts } = this.#parts;
    const { principal } = recordOf(context);
    const { url, secret = '', ttlMs } = delivery;
    requirePerson(principal);
    requireCallback(url, privateHosts);
    const keyBytes = signingKey(secret)?.length ?? 0;
    if (keyBytes < 24 || keyBytes > 64)
      throw eventError(
        INVALID_PARAMS,
        'delivery.secret must be "whsec_" and the base64 of 24 to 64 bytes.',
      );
    const id = this.#idOf(event, args, url, principal);
    const owner = await ownerOf(event, args, context);
    const { provider } = this.#parts.vault;
    const signedIn = await projectOf(provider).issuer?.isSignedIn(provider, principal);
    const userSubscriptions = await this.#records.ofUser(principal.userId);
    const current = userSubscriptions.find((userSubscription) => userSubscription.id === id);
    const verifiedSubscription = userSubscriptions.find(
      (userSubscription) => userSubscription.url === url && userSubscription.failures === 0,
    );
    const isVerified = (verifiedSubscription?.verifiedAt ?? 0) > Date.now() - DAY_MS;
    if (!isVerified) await this.#challenge(url, id, secret);
    const now = Date.now();
    const grantedTtlMs = Math.min(
      Math.max(ttlMs ?? LONGEST_TTL_MS, SHORTEST_TTL_MS),
      LONGEST_TTL_MS,
    );
    const subscription: Subscription = {
      id,
      principal: principalRecord(principal),
      ...(signedIn !== undefined && { isOfIssuer: true }),
      event: event.name,
      args: args as Record<string, unknown>,
      url,
      secrets: [{ secret }],
      ...(owner !== undefined && { owner }),
      createdAt: now,
      expiresAt: now + grantedTtlMs,
      verifiedAt: isVerified && verifiedSubscription ? verifiedSubscription.verifiedAt : now,
      waiting: [],
      failures: 0,
    };
    const requireRoom = (others: number) => {
      if (others >= mostPerUser)
        throw eventError(EXHAUSTED, `This user has ${others} subscriptions.`, {
          limit: 'subscriptions',
          max: mostPerUser,
        });
    };
    await jobs.add(DELIVERY + subscriptionKey(subscription), () =>
      this.#records.put(subscription, requireRoom, (stored) =>
        renewSubscription(stored, subscription),
      ),
    );
    return {
      id,
      refreshBefore: isoTime(subscription.expiresAt),
      cursor: null,
      truncated: current?.isTruncated ?? false,
      ...(current && { deliveryStatus: statusOf(current) }),
    };
  }

  /** Ends a subscription of the caller; one that does not exist has ended. */
  async unsubscribe(event: Event, args: unknown, url: string, context: CallContext): Promise<void> {
    const { principal } = recordOf(context);
    const id = this.#idOf(event, args, url, principal);
    for (const subscription of await this.#records.ofUser(principal.userId))
      if (subscription.id === id)
        await this.#deliveries.end(subscriptionKey(subscription), subscription, 'unsubscribed');
  }

  /**
   * Stores occurrences; then they reach the subscribers, whichever process ends.
   * @throws OccurrenceError for one that does not fit the event; then none is stored
   */
  async emit(name: string, occurrences: readonly Occurrence<unknown>[]): Promise<void> {
    const event = this.get(name);
    if (!event) throw new Error(`There is no event "${name}".`);
    for (const { id, record } of occurrences.map((occurrence) =>
      occurrenceRecord(event, occurrence),
    )) {
      const { key, isNew } = await this.#records.occurrenceKey(record.topic, id);
      await this.#parts.jobs.add(DISTRIBUTION + key, async () => {
        if (isNew) await this.#records.addOccurrence(key, record);
      });
    }
  }

  /** Adds an occurrence to all subscriptions that select it. Nothing is lost or doubled if this runs again. */
  async #distribute(key: string): Promise<JobEnd> {
    const { jobs, retryMs } = this.#parts;
    const occurrence = await this.#records.readOccurrence(key);
    if (!occurrence || occurrence.isDistributed) return 'done';
    const event = this.get(occurrence.event.name);
    if (!event) return retryMs; // a server of another version may have it
    const subscriptionKeys = (await this.#records.keys(occurrence.topic)).values();
    const distribute = async () => {
      for (const subscriptionKey of subscriptionKeys) {
        const subscription = await this.#records.read(subscriptionKey);
        if (!subscription || !selects(event, subscription, occurrence)) continue;
        await jobs.add(DELIVERY + subscriptionKey, () =>
          this.#records.enqueue(subscriptionKey, key, occurrence),
        );
      }
    };
    // A subscription whose record is changed often must not hold up the others.
    await Promise.all(Array.from({ length: SUBSCRIPTIONS_AT_A_TIME }, distribute));
    await this.#records.writeOccurrence(key, { ...occurrence, isDistributed: true });
    return 'done';
  }

  /** Returns the ids of the jobs that what is stored has to have. */
  async #unfinished(): Promise<string[]> {
    const ids: string[] = [];
    for (const key of await this.#records.keys())
      if ((await this.#records.read(key))?.waiting.length) ids.push(DELIVERY + key);
    for (const key of await this.#records.occurrenceKeys())
      if ((await this.#records.readOccurrence(key))?.isDistributed === false)
        ids.push(DISTRIBUTION + key);
    return ids;
  }

  #idOf({ name }: Event, args: unknown, url: string, { userId }: Principal): string {
    return subscriptionId(userId, url, name, canonicalJson(args));
  }

  async #challenge(url: string, id: string, secret: string): Promise<void> {
    const { host } = new URL(url);
    const since = Date.now() - 60_000;
    const recent = (this.#challenges.get(host) ?? []).filter((time) => time > since);
    if (recent.length >= MAX_CHALLENGES)
      throw eventError(EXHAUSTED, 'There were too many challenges for this host.', {
        limit: 'challenges',
        max: MAX_CHALLENGES,
      });
    if (this.#challenges.size > 1_000) this.#challenges.clear();
    this.#challenges.set(host, [...recent, Date.now()]);
    await challenge(url, id, secret, this.#parts.privateHosts);
  }

  /** Removes what has expired, and the subscriptions of users who are not signed in any more. */
  async #sweep(): Promise<void> {
    await this.#records.sweepOccurrences();
    for (const key of await this.#records.keys()) {
      const subscription = await this.#records.read(key);
      if (!subscription) continue;
      const { provider } = this.#parts.vault;
      const isOver = subscription.expiresAt <= Date.now();
      const isKnownHere = !subscription.isOfIssuer || projectOf(provider).issuer !== undefined;
      if (isOver || (isKnownHere && !(await isSignedIn(provider, subscription))))
        await this.#deliveries.end(key, subscription, isOver ? 'expired' : 'signed out');
    }
  }
}

/** Everybody without a token would be the same user, and could end or redirect the subscriptions of others. */
function requirePerson(principal: Principal): void {
  if (isAnonymous(principal))
    throw eventError(FORBIDDEN, 'Only users who are signed in can subscribe.');
}

async function ownerOf(event: Event, args: unknown, context: CallContext) {
  const { data, problem } = parseArguments(event.input, args);
  if (problem !== undefined) throw eventError(INVALID_PARAMS, `Invalid arguments: ${problem}`);
  return event.owner === 'anyone' ? undefined : event.owner(data, context);
}

/** Returns an occurrence as it is stored. @throws OccurrenceError for one that does not fit the event */
function occurrenceRecord(
  event: Event,
  { id, data, owner, at = new Date() }: Occurrence<unknown>,
): { id: string; record: OccurrenceRecord } {
  const problemWith = (problem: string) => new OccurrenceError(`Event "${event.name}": ${problem}`);
  const { data: payload, problem } = boundedParse(event.payload, data);
  if (problem !== undefined) throw problemWith(`its data does not match "payload": ${problem}`);
  const isForAll = event.owner === 'anyone';
  // Values of a webhook can have any type, and an owner of another type has no subscriptions.
  if (typeof id !== 'string' || id === '') throw problemWith('state the "id" of this occurrence.');
  if (!isForAll && (typeof owner !== 'string' || owner === ''))
    throw problemWith('state the "owner" of this occurrence, a string.');
  if (Number.isNaN(at.getTime())) throw problemWith('"at" of this occurrence is no date.');
  const record = {
    event: {
      // The id is a header, and part of what is signed, where a dot would end it.
      eventId: /^[\w:-]{1,128}$/.test(id) ? id : `evt_${digest(40, id)}`,
      name: event.name,
      timestamp: at.toISOString(),
      data: payload,
    },
    topic: topicOf(event.name, isForAll ? undefined : owner),
    storedAt: Date.now(),
    isDistributed: false,
  };
  if (Buffer.byteLength(JSON.stringify(record.event)) > MAX_BODY_BYTES - 1_024)
    throw problemWith('its data has more than 255 KiB. State an id, and let a tool read the rest.');
  return { id, record };
}

/** Returns whether a subscription selects an occurrence. */
function selects(event: Event, { args }: Subscription, { event: { data } }: OccurrenceRecord) {
  const { data: parsedArgs, problem } = parseArguments(event.input, args);
  if (problem !== undefined) return false; // the event has changed; the next attempt ends it
  if (event.matches) return event.matches(data, parsedArgs);
  return Object.entries(parsedArgs).every(
    ([name, value]) =>
      value === undefined ||
      (Object.hasOwn(data, name) && canonicalJson(data[name]) === canonicalJson(value)),
  );
}

/**
 * Returns the same subscription for longer. A new secret signs beside the former one, so that no
 * delivery fails meanwhile.
 */
function renewSubscription(current: Subscription, renewal: Subscription): Subscription {
  const [newest] = renewal.secrets;
  const former = current.secrets
    .filter(({ secret }) => secret !== newest?.secret)
    .map(({ secret, until = renewal.createdAt + ROTATION_MS }) => ({ secret, until }))
    .filter(({ until }) => until > renewal.createdAt);
  return {
    ...renewal,
    secrets: [...renewal.secrets, ...former].slice(0, MAX_SECRETS),
    createdAt: current.createdAt,
    waiting: current.waiting,
    lastDeliveryAt: current.lastDeliveryAt,
  };
}

const isoTime = (time: number): string => new Date(time).toISOString();

const statusOf = ({ lastError, lastDeliveryAt, failedSince }: Subscription) => ({
  active: true,
  lastError: lastError ?? null,
  ...(lastDeliveryAt !== undefined && { lastDeliveryAt: isoTime(lastDeliveryAt) }),
  ...(failedSince !== undefined && { failedSince: isoTime(failedSince) }),
});
