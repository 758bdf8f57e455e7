import { type CallPolicy, performCall } from '../call/call.js';
import { type CallContext } from '../call/call-context.js';
import { OpenCalls } from '../call/call-limit.js';
import type { Event } from '../call/define/event.js';
import { ToolError } from '../call/result/tool-error.js';
import { parseArguments } from '../call/schema/bounded-parse.js';
import { AuthNeededError } from '../credentials/auth-needed.js';
import type { Vault } from '../credentials/vault.js';
import { storedPrincipal } from '../identity/principal.js';
import { nodeCrypto } from '../node/node-module.js';
import type { JobEnd } from '../project/job-queue.js';
import { log } from '../project/log.js';
import { projectOf } from '../project/project.js';
import { type CallbackProblem, postToCallback, type PrivateHosts, problemOf } from './callback.js';
import type { EventRecords, OccurrenceRecord, Subscription } from './records.js';
import { signedHeaders } from './signature.js';

/** Waits after failed attempts for one occurrence, in units of `retryMs`: 30 s, 2, 10 and 30 minutes, 1 and 2 hours. */
const RETRIES = [1, 4, 20, 60, 120, 240];
/**
 * Waits of an endpoint after its failures in a row: an outage must not use up the attempts of
 * everything that waits, and endpoints that do not respond must not occupy this process.
 */
const RESTS = [0, 1, 4, 20];
const RETRIED_STATUSES = new Set([408, 425, 429]);
const GONE = 410;
/** Longest `Retry-After` that is respected, in units of `retryMs`. */
const MAX_RETRY_AFTER = 240;
/** Posts of one run: then other endpoints have their turn. */
const RUN_POSTS = 50;
const ATTEMPT_MS = 60_000;

interface Parts {
  vault: Vault;
  records: EventRecords;
  events: ReadonlyMap<string, Event>;
  policy: CallPolicy;
  privateHosts: PrivateHosts;
  retryMs: number;
}

/** The end of an attempt. `unknown`: nothing was posted, because it is not known whether the user may have it. */
type Attempt = 'delivered' | 'denied' | 'unknown' | 'gone' | Failure;

interface Failure {
  problem: CallbackProblem;
  isRetried: boolean;
  retryAfterMs: number;
}

/** Posts what waits for one subscription, one occurrence at a time. */
export class Deliveries {
  readonly #parts: Parts;
  #isClosing = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Lets runs end after the post that is in progress. */
  close(): void {
    this.#isClosing = true;
  }

  /** @param key of the subscription */
  async run(key: string, lost: AbortSignal): Promise<JobEnd> {
    const { records, events, retryMs } = this.#parts;
    for (let posts = 0; posts < RUN_POSTS; posts++) {
      if (lost.aborted || this.#isClosing) return 'again';
      const subscription = await records.read(key);
      const now = Date.now();
      if (!subscription) return 'done';
      if (subscription.expiresAt <= now) {
        await this.end(key, subscription, 'expired');
        return 'done';
      }
      const [next] = subscription.waiting.toSorted((a, b) => a.dueAt - b.dueAt);
      if (!next) return 'done';
      const dueAt = Math.max(next.dueAt, subscription.restsUntil ?? 0);
      if (dueAt > now) return dueAt - now;
      const event = events.get(subscription.event);
      if (!event) return retryMs; // a server of another version may have it
      const occurrence = await records.readOccurrence(next.occurrence);
      const attempt = occurrence && (await this.#attempt(event, subscription, occurrence));
      if (attempt === 'denied' || attempt === 'gone') {
        await this.end(key, subscription, attempt);
        return 'done';
      }
      await records.change(key, (current) =>
        current?.createdAt === subscription.createdAt
          ? this.#afterAttempt(current, next.occurrence, attempt)
          : undefined,
      );
    }
    return 0;
  }

  async end(key: string, subscription: Subscription, reason: string): Promise<void> {
    const { vault, records } = this.#parts;
    const { id, event } = subscription;
    const isEnded = (await records.remove(key, subscription)) === null;
    if (!isEnded) return;
    const about = { provider: vault.provider, event, subscription: id, reason };
    log('info', 'subscription ended', undefined, about);
  }

  /**
   * Returns whether the user is signed in and may have what the subscription is for.
   * @throws if that is not known now
   */
  async #isAllowed(
    event: Event,
    subscription: Subscription,
    context: CallContext,
  ): Promise<boolean> {
    const { args, owner } = subscription;
    if (!(await isSignedIn(this.#parts.vault.provider, subscription))) return false;
    const { data, problem } = parseArguments(event.input, args);
    if (problem !== undefined) return false; // the event has changed
    if (event.owner !== 'anyone' && (await event.owner(data, context)) !== owner) return false;
    return (await event.access?.(data, context)) ?? true;
  }

  /** Returns one attempt, with the access decision, middleware and audit of a call. */
  async #attempt(
    event: Event,
    subscription: Subscription,
    occurrence: OccurrenceRecord,
  ): Promise<Attempt> {
    const { vault, policy, privateHosts } = this.#parts;
    const principal = storedPrincipal(subscription.principal);
    if (event.accessOf?.(principal).allowed === false) return 'denied';
    const id = nodeCrypto().randomUUID().slice(0, 8);
    const subject = {
      kind: 'event' as const,
      step: 'deliver' as const,
      name: event.name,
      provider: vault.provider,
      isReadOnly: true,
      args: subscription.args,
      principal,
      policy,
      incoming: () => ({ id, meta: {}, header: () => undefined }),
      request: { id, calls: new OpenCalls(ATTEMPT_MS) },
    };
    let attempt: Attempt = 'unknown';
    await performCall(subject, new AbortController().signal, async (context) => {
      try {
        if (!(await this.#isAllowed(event, subscription, context))) attempt = 'denied';
      } catch (error) {
        if (error instanceof AuthNeededError) attempt = 'denied';
        throw error;
      }
      if (attempt === 'denied') throw new ToolError('The subscriber may not have this event.');
      attempt = await send(subscription, occurrence, privateHosts);
      if (attempt !== 'delivered')
        throw new ToolError(`The endpoint: ${attempt === 'gone' ? attempt : attempt.problem}.`);
      return undefined;
    });
    return attempt;
  }

  /** @param attempt null: the occurrence is not stored any more */
  #afterAttempt(
    current: Subscription,
    occurrence: string,
    attempt: 'delivered' | 'unknown' | Failure | null,
  ): Subscription {
    const { retryMs, vault } = this.#parts;
    const now = Date.now();
    if (attempt === 'unknown') return { ...current, restsUntil: now + 2 * retryMs };
    const waiting = current.waiting.filter((delivery) => delivery.occurrence !== occurrence);
    if (attempt === 'delivered')
      return {
        ...current,
        waiting,
        failures: 0,
        failedSince: undefined,
        restsUntil: undefined,
        lastError: undefined,
        lastDeliveryAt: now,
      };
    const { attempts = 0 } =
      current.waiting.find((delivery) => delivery.occurrence === occurrence) ?? {};
    const wait = attempt?.isRetried ? RETRIES[attempts] : undefined;
    const about = { provider: vault.provider, event: current.event, subscription: current.id };
    if (wait === undefined)
      log('error', 'an occurrence of an event was not delivered', undefined, {
        ...about,
        occurrence,
        reason: attempt?.problem ?? 'expired',
      });
    else
      waiting.push({
        occurrence,
        attempts: attempts + 1,
        // Those that failed together do not all come back together.
        dueAt: now + wait * retryMs * (1 + Math.random() / 10),
      });
    if (!attempt) return { ...current, waiting };
    if (!attempt.isRetried) return { ...current, waiting, lastError: attempt.problem };
    const failures = current.failures + 1;
    const rest = RESTS[Math.min(failures, RESTS.length) - 1] ?? 0;
    const restMs = Math.max(
      rest * retryMs,
      Math.min(attempt.retryAfterMs, MAX_RETRY_AFTER * retryMs),
    );
    return {
      ...current,
      waiting,
      failures,
      failedSince: current.failedSince ?? now,
      restsUntil: now + restMs,
      lastError: attempt.problem,
    };
  }
}

/**
 * Returns whether a user of the built-in authorization server is still signed in; for other users,
 * the time of the subscription decides.
 * @throws Error in a process without that server
 */
export async function isSignedIn(
  provider: string,
  { principal, isOfIssuer }: Subscription,
): Promise<boolean> {
  const { issuer } = projectOf(provider);
  if (isOfIssuer && !issuer)
    throw new Error('Only a process with MCP_AUTHORIZATION_SERVER knows who is signed in.');
  return (await issuer?.isSignedIn(provider, storedPrincipal(principal))) ?? true;
}

async function send(
  { id, url, secrets }: Subscription,
  { event }: OccurrenceRecord,
  privateHosts: PrivateHosts,
): Promise<'delivered' | 'gone' | Failure> {
  // A receiver recognizes a repeated delivery by its id; the body is the same each time.
  const body = JSON.stringify({ ...event, cursor: null });
  const now = Date.now();
  const usable = secrets.flatMap(({ secret, until = Infinity }) => (until > now ? secret : []));
  const headers = { ...signedHeaders(event.eventId, body, usable), 'x-mcp-subscription-id': id };
  const response = await postToCallback(url, headers, body, privateHosts);
  if (typeof response === 'string') return { problem: response, isRetried: true, retryAfterMs: 0 };
  const { status, retryAfterMs } = response;
  if (status >= 200 && status <= 299) return 'delivered';
  if (status === GONE) return 'gone';
  const isRetried = status >= 500 || RETRIED_STATUSES.has(status);
  return { problem: problemOf(status), isRetried, retryAfterMs };
}
