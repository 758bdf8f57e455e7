import { setTimeout as sleep } from 'node:timers/promises';
import { remainingMs } from '../http/deadline.js';
import { ApiError } from './api-error.js';
import type { Sending } from './attempt.js';
import { attempt } from './attempt.js';
import type { ApiRequest, HttpMethod } from './request.js';
import { outgoingRequest } from './request.js';
import type { ApiResponse } from './response.js';

export interface Retrying extends Omit<Sending, 'download'> {
  /** In all, where a repetition is safe. */
  attempts: number;
  deadline?: number | undefined;
}

const LONGEST_WAIT_MS = 20_000;
/** Methods that may be repeated (RFC 9110 section 9.2.2). */
const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE']);
const TEMPORARY: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Sends a request, again where that is safe and can end in time.
 * @throws ApiError for every failure but the caller's own cancellation
 */
export async function send(request: ApiRequest<string>, options: Retrying): Promise<ApiResponse> {
  const { signal } = options;
  const outgoing = await outgoingRequest(options.baseUrl, request);
  const sending: Sending = { ...options, download: request.download === true };
  const attempts = IDEMPOTENT.has(request.method) ? options.attempts : 1;
  for (let count = 1; ; count++) {
    const outcome = await attempt(outgoing, sending, count - 1);
    signal.throwIfAborted();
    if (!(outcome instanceof ApiError)) return outcome;
    const wait = outcome.retryAfterMs ?? backoff(count);
    const canWait = wait <= LONGEST_WAIT_MS && wait < remainingMs(options);
    if (!isTemporary(outcome) || count >= attempts || !canWait) throw outcome;
    await sleep(wait, undefined, { signal });
  }
}

const isTemporary = ({ failure, status }: ApiError) =>
  status === undefined ? failure === 'unavailable' : TEMPORARY.has(status);

/** Full jitter: callers that failed together do not come back together. */
const backoff = (count: number) => Math.random() * Math.min(LONGEST_WAIT_MS, 250 * 2 ** count);
