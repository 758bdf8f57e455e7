import { type CallPolicy, performCall } from '../call/call.js';
import { OpenCalls } from '../call/call-limit.js';
import type { Event } from '../call/define/event.js';
import type { WebhookRequest } from '../call/define/webhook.js';
import { ToolError } from '../call/result/tool-error.js';
import { verifiedPrincipal } from '../identity/principal.js';
import { log } from '../project/log.js';
import { type Project, runInProject } from '../project/project.js';
import { exactJson } from '../utils/exact-json.js';
import { StartError } from '../utils/start-error.js';
import { OccurrenceError } from './errors.js';
import type { Events } from './events.js';
import { requestVerifier, type VerifyRequest } from './webhook-signature.js';

/** Time to store what a request reports: senders wait for about as long. */
const RECEIVE_MS = 10_000;
/** Refused requests are in the log once in this time: anyone can send them. */
const LOG_MS = 60_000;

/** Statuses of responses by what happened to a request. */
const STORED = 200;
const UNREADABLE = 400;
const NOT_VERIFIED = 401;
const UNFIT = 422;
/** The sender has to repeat the request. */
const NOT_STORED = 503;

interface Parts {
  provider: string;
  events: ReadonlyMap<string, Event>;
  policy: CallPolicy;
  /** The project whose environment has the secrets of the webhooks. */
  project: Project;
  /** The events of the provider, which store and deliver occurrences. */
  opened: Promise<Events>;
}

/** One address, and the events that it reports. */
interface Webhook {
  events: Event[];
  verify: VerifyRequest;
  /** When a refused request was last in the log, in milliseconds of `performance.now()`. */
  loggedAt: number;
}

/** The webhooks with which an API reports the events of one provider. */
export class Webhooks {
  readonly #parts: Parts;
  readonly #webhooks = new Map<string, Webhook>();
  readonly #calls = new OpenCalls(RECEIVE_MS);

  /** @throws StartError if requests could not be verified */
  constructor(parts: Parts) {
    this.#parts = parts;
    for (const event of parts.events.values()) {
      const { name, webhook } = event;
      if (!webhook) continue;
      const atSamePath = this.#webhooks.get(webhook.path);
      const [first] = atSamePath?.events ?? [];
      if (first && !isVerifiedAlike(first, event))
        throw new StartError(
          `Events "${first.name}" and "${name}" have the same webhook "${webhook.path}": state the same "signature" and "secret", or "verify", in both.`,
        );
      if (atSamePath) atSamePath.events.push(event);
      else {
        const verify = requestVerifier(webhook, `Event "${name}"`, parts.project.env);
        this.#webhooks.set(webhook.path, { events: [event], verify, loggedAt: -LOG_MS });
      }
    }
  }

  /**
   * Verifies a request, stores what it reports, and then responds.
   * @param id of the request, in the log
   */
  receive(path: string, request: WebhookRequest, id: string): Promise<Response> {
    // The code of a provider in code is not in its project here, unlike that of its calls.
    return runInProject(this.#parts.project, () => this.#receive(path, request, id));
  }

  async #receive(path: string, request: WebhookRequest, id: string): Promise<Response> {
    const webhook = this.#webhooks.get(path);
    if (!webhook) return emptyResponse(404);
    const refusal = await this.#refusal(path, webhook, request, id);
    if (refusal !== undefined) return emptyResponse(refusal);
    let body: unknown;
    try {
      body = exactJson(new TextDecoder('utf-8', { fatal: true }).decode(request.body));
    } catch {
      // The error would quote the body.
      const about = { provider: this.#parts.provider, webhook: path, request: id };
      log('error', 'a webhook is not JSON in UTF-8', undefined, about);
      return emptyResponse(UNREADABLE);
    }
    let status = STORED;
    for (const event of webhook.events) {
      const end = await this.#report(event, body, request, id);
      if (end instanceof Response) return end;
      if (end === NOT_STORED) return emptyResponse(end);
      status = Math.max(status, end);
    }
    return emptyResponse(status);
  }

  /** Returns the status of the response to a request that is not accepted. */
  async #refusal(path: string, webhook: Webhook, request: WebhookRequest, id: string) {
    const about = { provider: this.#parts.provider, webhook: path, request: id };
    try {
      const reason = await webhook.verify(request);
      if (reason === undefined) return undefined;
      if (performance.now() - webhook.loggedAt >= LOG_MS) {
        webhook.loggedAt = performance.now();
        log('error', 'a webhook was refused', undefined, { ...about, reason });
      }
      return NOT_VERIFIED;
    } catch (error) {
      log('error', 'a webhook could not be verified', error, about);
      return NOT_STORED;
    }
  }

  /** Stores what a request reports of one event: a call with middleware and audit. */
  async #report(
    event: Event,
    body: unknown,
    request: WebhookRequest,
    id: string,
  ): Promise<number | Response> {
    const { provider, policy, opened } = this.#parts;
    const { name, webhook } = event;
    const subject = {
      kind: 'event' as const,
      step: 'receive' as const,
      name,
      provider,
      isReadOnly: true,
      args: {},
      principal: verifiedPrincipal('webhook', webhook?.path ?? name),
      policy,
      incoming: () => ({ id, meta: {}, header: () => undefined }),
      request: { id, calls: this.#calls },
    };
    let end: number | Response = NOT_STORED;
    await performCall(subject, new AbortController().signal, async () => {
      const reading = (async () => webhook?.read(body, request))();
      reading.catch(() => (end = UNFIT)); // not if the time is over: the source reports it again
      const occurrences = await reading;
      if (occurrences instanceof Response) {
        end = occurrences;
        return undefined;
      }
      end = UNFIT;
      if (!Array.isArray(occurrences))
        throw new TypeError(`"read" of the event "${name}" must return a list of occurrences.`);
      end = NOT_STORED;
      const unfit: OccurrenceError[] = [];
      for (const occurrence of occurrences)
        await (await opened).emit(name, [occurrence]).catch((error: unknown) => {
          if (!(error instanceof OccurrenceError)) throw error;
          unfit.push(error);
        });
      end = unfit.length > 0 ? UNFIT : STORED;
      for (const error of unfit)
        log('error', 'an occurrence of a webhook is refused', error, { provider, request: id });
      if (unfit.length > 0)
        throw new ToolError(`${unfit.length} of ${occurrences.length} occurrences do not fit.`);
      return undefined;
    });
    return end;
  }
}

const isVerifiedAlike = (first: Event, other: Event): boolean => {
  const [firstSender, otherSender] = [first, other].map(({ webhook: { signature, secret } = {} }) =>
    JSON.stringify([signature, secret]),
  );
  return firstSender === otherSender && first.webhook?.verify === other.webhook?.verify;
};

const emptyResponse = (status: number): Response => new Response(null, { status });
