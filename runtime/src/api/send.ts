import { setTimeout as sleep } from 'node:timers/promises';
import type { Follow } from '../call/call-context.js';
import type { Change } from '../call/effects.js';
import {
  boundedFetch,
  type Fetch,
  InvalidStatusError,
  ResponseTooLargeError,
} from '../fetch/bounded-fetch.js';
import { remainingMs } from '../fetch/deadline.js';
import type { httpFetch } from '../fetch/http-fetch.js';
import type { Limits } from '../fetch/limits.js';
import { mayRefer } from '../fetch/private-addresses.js';
import { causeOf, isCutOff, isInvalidHttp } from '../fetch/unreachable.js';
import { exchanges } from '../project/diagnostics.js';
import { sanitizeText } from '../project/without-secrets.js';
import { isObject } from '../utils/is-object.js';
import { ApiError, FAILS_AGAIN, REDIRECTS, tryAgain } from './api-error.js';
import { failureIn, pageFailure, type SuccessRule } from './body-error.js';
import type { ExpiredTokens } from './error/expired-token.js';
import { secretsIn } from './error/secrets.js';
import { outcomeOf } from './outcome.js';
import {
  type ApiRequest,
  type HttpMethod,
  isBelow,
  type OutgoingRequest,
  outgoingRequest,
} from './request.js';
import { type ApiResponse, apiResponse } from './response.js';
import { errorText } from './text.js';

export interface Retrying extends Omit<Sending, 'download'> {
  /** In all, where a repetition is safe. */
  attempts: number;
  deadline?: number | undefined;
}

const LONGEST_WAIT_MS = 20_000;
/** Methods that may be repeated (RFC 9110 section 9.2.2). */
const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD', 'QUERY', 'PUT', 'DELETE']);
/**
 * Headers and members of a body with a key of the caller: `Idempotency-Key` (draft of the IETF), `X-Idempotency-Key` (Braintree),
 * `Idempotence-Key` (YooKassa), `PayPal-Request-Id`, `Repeatability-Request-ID` (OASIS Repeatable Requests, Azure), and in bodies
 * `idempotency_key` (Square).
 */
const IDEMPOTENCY_KEY =
  /^(?:(?:x-)?idempoten(?:cy|ce)[-_]?key|paypal-request-id|repeatability-request-id)$/i;
/** Statuses of failures that can be over soon, whatever else the response says. */
const TEMPORARY: ReadonlySet<number> = new Set([
  ...[408, 425, 429, 500, 502, 503, 504], // RFC 9110 section 15, RFC 8470, RFC 6585
  ...[520, 521, 522, 523, 524, 529], // Cloudflare, "Cloudflare 5xx errors"; Anthropic, "overloaded_error"
]);

/**
 * Sends a request, again where that is safe and can end in time.
 * @throws ApiError for every failure but the caller's own cancellation
 */
export async function send(request: ApiRequest<string>, options: Retrying): Promise<ApiResponse> {
  const { signal, change } = options;
  const outgoing = await outgoingRequest(options.baseUrl, request);
  const sending: Sending = { ...options, download: request.download === true };
  const attempts = isIdempotent(outgoing, request.body) ? options.attempts : 1;
  for (let count = 1; ; count++) {
    const outcome = await attempt(outgoing, sending, count - 1);
    signal.throwIfAborted();
    change?.end(outcomeOf(outcome, request));
    if (!(outcome instanceof ApiError)) return seenThere(outcome, outgoing, sending);
    const wait = outcome.retryAfterMs ?? backoff(count);
    const canWait = wait <= LONGEST_WAIT_MS && wait < remainingMs(options);
    if (!isTemporary(outcome) || count >= attempts || !canWait)
      throw change?.failure(outcome) ?? outcome;
    await sleep(wait, undefined, { signal });
  }
}

/** After a change, 303 has the address of its result (RFC 9110 section 15.4.4). The change is made, also where that cannot be read. */
async function seenThere(
  response: ApiResponse,
  { url, headers, baseUrl }: OutgoingRequest,
  sending: Sending,
): Promise<ApiResponse> {
  const location = response.status === 303 ? response.headers.get('location') : null;
  if (location === null || !URL.canParse(location, url.href)) return response;
  const next = new URL(location, url);
  if (!isAllowed(next, sending)) return response;
  const request = new Headers(headers);
  request.delete('content-type');
  const result = await attempt(
    {
      method: 'GET',
      url: next,
      ...(baseUrl !== undefined && { baseUrl }),
      headers: request,
      body: undefined,
    },
    { ...sending, change: undefined },
  );
  return result instanceof ApiError ? response : result;
}

/** With a key of its caller, the API recognizes a request that it has already carried out. */
const isIdempotent = ({ method, headers }: OutgoingRequest, body: unknown): boolean =>
  IDEMPOTENT.has(method) ||
  [...headers, ...Object.entries(isObject(body) ? body : {})].some(
    ([name, value]) => IDEMPOTENCY_KEY.test(name) && typeof value === 'string' && value !== '',
  );

/** Statuses of failures that are over at the time that the API says: a conflict (RFC 9110), a lock (RFC 4918), a limit of any kind. */
const LATER: ReadonlySet<number> = new Set([409, 413, 423]);

/** Without a response, with a status that says so, or where the API says when to try again. */
function isTemporary({ failure, status, retryAfterMs }: ApiError): boolean {
  if (failure === 'busy') return true;
  if (status === undefined) return failure === 'unavailable';
  const isAskedFor = LATER.has(status) && retryAfterMs !== undefined;
  return TEMPORARY.has(status) || (isAskedFor && failure !== 'unauthorized');
}

/** Full jitter: callers that failed together do not come back together. */
const backoff = (count: number) => Math.random() * Math.min(LONGEST_WAIT_MS, 250 * 2 ** count);

/** How one attempt is sent. */
interface Sending {
  /** ID of the call that needs the request. */
  call?: string | undefined;
  /** Traces it. */
  follow?: Follow | undefined;
  baseUrl: string;
  /** Requests with these credentials stay below one of these: below `baseUrl` by default. */
  allowedBaseUrls?: readonly string[];
  /** Runs for every attempt and every redirect, so that signatures can cover the URL, the body and the time. */
  sign(request: OutgoingRequest): void | Promise<void>;
  /** What of the credentials no message may repeat. */
  secrets?: readonly string[] | undefined;
  /** How responses with the status of success say that the request has failed. */
  success?: string | SuccessRule | undefined;
  /** How responses say that the access token has expired, beside status 401. */
  expiredTokens?: ExpiredTokens | undefined;
  /** Redirects may leave the base URLs. */
  download: boolean;
  fetch?: Fetch | undefined;
  limits: Limits;
  signal: AbortSignal;
  /** What it makes; absent where it only reads. */
  change?: Change | undefined;
}

const MAX_REDIRECTS = 3;

/**
 * Sends the request once. Redirects of requests that only read are followed below the base URLs: credentials do not belong
 * elsewhere. Those of a download are followed without credentials from there on, not to private addresses. Returns an
 * ApiError for every failure of the API, the network and the limits.
 * @param resends how often it was sent before
 */
async function attempt(
  request: OutgoingRequest,
  sending: Sending,
  resends = 0,
): Promise<ApiResponse | ApiError> {
  let { url } = request;
  let elsewhere: Fetch | typeof httpFetch | undefined;
  for (let redirects = 0; ; redirects++) {
    const { sent, response, ms } = await followed(
      { ...request, url },
      sending,
      elsewhere,
      resends + redirects,
    );
    if (exchanges.hasSubscribers) {
      const { reportExchange } = await import('./exchange-report.js');
      const { call, secrets: known } = sending;
      await reportExchange({ call, request, signed: sent, known, outcome: response, ms });
    }
    if (response instanceof ApiError) return response;
    const next = redirects < MAX_REDIRECTS ? redirection(sent, response, sending) : undefined;
    if (!next && elsewhere && !response.ok) return failedDownload(url, response);
    // The address of a download can be a secret: the result has that of the API.
    const own = elsewhere ? request : { ...request, url };
    if (!next) return received(response, own, sent, sending, elsewhere !== undefined);
    if (!isAllowed(next, sending)) elsewhere ??= sending.fetch ?? (await referredRequest(sending));
    url = next;
  }
}

interface Exchanged {
  sent: OutgoingRequest;
  response: Response | ApiError;
  ms: number;
}

/** One request and its response, as a part of the trace. */
function followed(
  request: OutgoingRequest,
  sending: Sending,
  elsewhere: Fetch | typeof httpFetch | undefined,
  resends: number,
): Promise<Exchanged> {
  const { follow } = sending;
  const { method, url } = request;
  const run = async (trace?: Readonly<Record<string, string>>): Promise<Exchanged> => {
    const sent = elsewhere
      ? { ...request, headers: acceptOf(request), body: undefined }
      : await sign(request, sending, trace);
    const began = performance.now();
    const response = await exchange(sent, sending, elsewhere ?? sending.fetch);
    return { sent, response, ms: performance.now() - began };
  };
  if (!follow) return run();
  // The address of a download can be a secret.
  const shown = elsewhere ? new URL(url.origin) : url;
  return follow({ kind: 'http', method, url: shown, resends }, run, ({ response }) =>
    response instanceof ApiError ? (response.status ?? response.failure) : response.status,
  );
}

/** Loaded when it is used: the start on stdio would take longer with Node's HTTP. */
const referredRequest = async ({ baseUrl }: Sending) =>
  (await import('../fetch/referred-fetch.js')).referredRequest(new URL(baseUrl));

const acceptOf = ({ headers }: OutgoingRequest) =>
  new Headers({ accept: headers.get('accept') ?? '*/*' });

/** The status of another host says nothing about the credentials. */
const failedDownload = ({ origin }: URL, { status }: Response) =>
  new ApiError(
    'response',
    `The API refers to "${origin}" for the content, which does not send it.`,
    { status, advice: 'Call again for a new address.', evidence: `(HTTP ${status})` },
  );

async function received(
  response: Response,
  request: OutgoingRequest,
  signed: OutgoingRequest,
  {
    success,
    expiredTokens,
    secrets: known = [],
  }: Pick<Sending, 'success' | 'expiredTokens' | 'secrets'>,
  isElsewhere: boolean,
): Promise<ApiResponse | ApiError> {
  const secrets = () => secretsIn(signed, request, known);
  if (!isAnswer(request, response))
    return ApiError.fromResponse(response, await errorText(response), secrets(), expiredTokens);
  const accept = request.headers.get('accept') ?? '';
  const whole: ApiResponse = {
    url: request.url.href,
    ...(await apiResponse(response, accept)),
    quotable: (text) => sanitizeText(text, secrets()),
  };
  if (isElsewhere) return whole; // it says nothing about the API and the credentials
  const failure =
    pageFailure(whole, accept) ??
    (success === undefined ? undefined : failureIn(whole, success, expiredTokens));
  return failure ?? whole;
}

/** Success; "see there" after a change (RFC 9110 section 15.4.4); "not modified", to a condition of the caller (15.4.5). */
const isAnswer = ({ method, headers }: OutgoingRequest, { ok, status }: Response): boolean =>
  ok ||
  (status === 303 && !READING.has(method)) ||
  (status === 304 && CONDITIONS.some((name) => headers.has(name)));

const READING: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD']);
const CONDITIONS = ['if-none-match', 'if-modified-since'];

async function exchange(
  { method, url, headers, body }: OutgoingRequest,
  { limits, signal, change }: Sending,
  fetch: Fetch | typeof httpFetch | undefined,
): Promise<Response | ApiError> {
  const init: RequestInit = { method, headers, redirect: 'manual', signal };
  if (body !== undefined) init.body = body;
  change?.begin();
  try {
    return await boundedFetch(url.href, init, limits, fetch);
  } catch (cause) {
    if (cause instanceof ResponseTooLargeError) {
      const message = `The response is larger than ${cause.maxBytes} bytes.`;
      return new ApiError('too-large', message, { advice: 'Ask for less.' });
    }
    if (cause instanceof InvalidStatusError)
      return new ApiError('response', `${cause.message}.`, { advice: FAILS_AGAIN });
    if (isInvalidHttp(cause)) {
      const message = `"${url.host}" sent no valid HTTP response${because(cause)}.`;
      return new ApiError('response', message, { cause, advice: FAILS_AGAIN });
    }
    const problem = isTimeout(cause)
      ? `The API sent no complete response within ${limits.timeoutMs / 1000} s.`
      : isCutOff(cause)
        ? `The response of the API could not be read to its end${because(cause)}.`
        : `"${url.host}" could not be reached${because(cause)}.`;
    return new ApiError('unavailable', problem, { cause, advice: tryAgain() });
  }
}

const because = (error: unknown): string => {
  const cause = causeOf(error);
  return cause && `: ${cause}`;
};

const isTimeout = (cause: unknown) =>
  cause instanceof DOMException && cause.name === 'TimeoutError';

/** Where the API sends a request that only reads; undefined for other requests and addresses. */
function redirection(
  { method, url }: OutgoingRequest,
  { status, headers }: Response,
  sending: Sending,
): URL | undefined {
  const location = REDIRECTS.has(status) ? headers.get('location') : null;
  if (!READING.has(method) || location === null || !URL.canParse(location, url.href))
    return undefined;
  const next = new URL(location, url);
  const mayLeave = sending.download && mayRefer(new URL(sending.baseUrl), next.href);
  return mayLeave || isAllowed(next, sending) ? next : undefined;
}

/** Signs a copy, so that no attempt carries the signature of another. */
async function sign(
  request: OutgoingRequest,
  sending: Sending,
  trace: Readonly<Record<string, string>> = {},
): Promise<OutgoingRequest> {
  const copy = {
    ...request,
    url: new URL(request.url),
    headers: new Headers(request.headers),
  };
  for (const [name, value] of Object.entries(trace)) copy.headers.set(name, value);
  try {
    await sending.sign(copy);
  } catch (error) {
    if (!isHeaderError(error)) throw error;
    // Without the cause: its message repeats the value.
    throw new ApiError(
      'unauthorized',
      'The credentials cannot be sent in a header. Sign in again.',
    );
  }
  if (!isAllowed(copy.url, sending)) throw new Error('Signing must not change the address');
  return copy;
}

const isHeaderError = (error: unknown) =>
  error instanceof TypeError && /^Headers\.|ByteString/.test(error.message);

const isAllowed = (url: URL, { baseUrl, allowedBaseUrls = [baseUrl] }: Sending): boolean =>
  allowedBaseUrls.some((base) => isBelow(url, base));
