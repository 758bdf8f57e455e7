import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestTracer } from '../call/call-context.js';
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
import { mayNameAddress } from '../fetch/private-addresses.js';
import { isCutOff, isInvalidHttp, unreachableReason } from '../fetch/unreachable.js';
import { exchanges, recordings } from '../project/diagnostics.js';
import { sanitizeText } from '../project/without-secrets.js';
import { IDEMPOTENCY_KEY } from '../utils/idempotency-key.js';
import { objectOrEmpty } from '../utils/is-object.js';
import { TEMPORARY_STATUSES } from '../utils/temporary-statuses.js';
import { ApiError, REDIRECTS, tryAgain, WOULD_FAIL_AGAIN } from './api-error.js';
import { failureIn, pageFailure, type SuccessRule } from './body-error.js';
import { errorText } from './decode-text.js';
import type { ExpiredTokens } from './error/expired-token.js';
import { secretsIn } from './error/secrets.js';
import { changeOutcomeOf } from './outcome.js';
import {
  type ApiRequest,
  type HttpMethod,
  isBelow,
  type OutgoingRequest,
  outgoingRequest,
} from './request.js';
import { type ApiResponse, apiResponse } from './response.js';

/** The options of all attempts of a request. */
export interface RetryOptions extends Omit<AttemptOptions, 'apiRequest' | 'download'> {
  /** Most attempts of a request that is safe to repeat. */
  attempts: number;
  deadline?: number | undefined;
}

const MAX_WAIT_MS = 20_000;
/** Idempotent methods (RFC 9110 section 9.2.2). */
const IDEMPOTENT_METHODS: ReadonlySet<HttpMethod> = new Set([
  'GET',
  'HEAD',
  'QUERY',
  'PUT',
  'DELETE',
]);
/**
 * Sends a request, and repeats it if that is safe and can end in time.
 * @throws ApiError for every failure except the caller's own cancellation
 */
export async function send(
  request: ApiRequest<string>,
  options: RetryOptions,
): Promise<ApiResponse> {
  const { signal, change } = options;
  const outgoing = await outgoingRequest(options.baseUrl, request);
  const { idempotencyKey } = options;
  if (idempotencyKey && !outgoing.headers.get(idempotencyKey.name))
    outgoing.headers.set(idempotencyKey.name, idempotencyKey.value);
  const attemptOptions: AttemptOptions = {
    ...options,
    apiRequest: request,
    download: request.download === true,
  };
  const attempts = idempotencyKey || isIdempotent(outgoing, request.body) ? options.attempts : 1;
  for (let count = 1; ; count++) {
    const outcome = await attempt(outgoing, attemptOptions, count - 1);
    signal.throwIfAborted();
    change?.end(changeOutcomeOf(outcome, request));
    if (!(outcome instanceof ApiError)) return followSeeOther(outcome, outgoing, attemptOptions);
    const wait = outcome.retryAfterMs ?? backoff(count);
    const canWait = wait <= MAX_WAIT_MS && wait < remainingMs(options);
    if (!isTemporary(outcome) || count >= attempts || !canWait)
      throw change?.failure(outcome) ?? outcome;
    await sleep(wait, undefined, { signal });
  }
}

/**
 * Follows status 303 to the result of a change (RFC 9110 section 15.4.4). The change is made even
 * if the result cannot be read.
 */
async function followSeeOther(
  response: ApiResponse,
  { url, headers, baseUrl }: OutgoingRequest,
  sending: AttemptOptions,
): Promise<ApiResponse> {
  const location = response.status === 303 ? response.headers.get('location') : null;
  if (location === null || !URL.canParse(location, url.href)) return response;
  const next = new URL(location, url);
  if (!isAllowed(next, sending)) return response;
  const nextHeaders = new Headers(headers);
  nextHeaders.delete('content-type');
  const result = await attempt(
    {
      method: 'GET',
      url: next,
      ...(baseUrl !== undefined && { baseUrl }),
      headers: nextHeaders,
      body: undefined,
    },
    { ...sending, change: undefined },
  );
  return result instanceof ApiError ? response : result;
}

/**
 * Returns whether a repetition is safe: by the method, or because the API recognizes a repeated
 * request by its idempotency key.
 */
const isIdempotent = ({ method, headers }: OutgoingRequest, body: unknown): boolean =>
  IDEMPOTENT_METHODS.has(method) ||
  [...headers, ...Object.entries(objectOrEmpty(body))].some(
    ([name, value]) => IDEMPOTENCY_KEY.test(name) && typeof value === 'string' && value !== '',
  );

/**
 * Statuses of failures that end at the time stated by the API: a conflict (RFC 9110), a lock (RFC
 * 4918), a limit of any kind.
 */
const RETRY_AFTER_STATUSES: ReadonlySet<number> = new Set([409, 413, 423]);

/**
 * Returns whether a failure is temporary: without a response, by its status, or because the API
 * states when to try again.
 */
function isTemporary({ failure, status, retryAfterMs }: ApiError): boolean {
  if (failure === 'busy') return true;
  if (status === undefined) return failure === 'unavailable';
  const hasRetryTime = RETRY_AFTER_STATUSES.has(status) && retryAfterMs !== undefined;
  return TEMPORARY_STATUSES.has(status) || (hasRetryTime && failure !== 'unauthorized');
}

/** Wait with full jitter, so that callers that failed together do not return together. */
const backoff = (count: number) => Math.random() * Math.min(MAX_WAIT_MS, 250 * 2 ** count);

interface AttemptOptions {
  /** ID of the call that sends the request. */
  call?: string | undefined;
  /** Traces the request. */
  follow?: RequestTracer | undefined;
  baseUrl: string;
  /** Base URLs for requests with these credentials; `baseUrl` by default. */
  allowedBaseUrls?: readonly string[];
  /** Signs every attempt and every redirect, so that signatures can cover the URL, the body and the time. */
  sign(request: OutgoingRequest): void | Promise<void>;
  /** Secret values of the credentials, which no message may repeat. */
  secrets?: readonly string[] | undefined;
  /** Marks failures in responses with a status of success. */
  success?: string | SuccessRule | undefined;
  /** Marks responses to an expired access token, besides status 401. */
  expiredTokens?: ExpiredTokens | undefined;
  /** The request as the code states it. */
  apiRequest: ApiRequest<string>;
  /** Whether redirects may leave the base URLs. */
  download: boolean;
  fetch?: Fetch | undefined;
  limits: Limits;
  signal: AbortSignal;
  /** The header by which the API recognizes the change; a value that the request states wins. */
  idempotencyKey?: { name: string; value: string } | undefined;
  /** The change that the request makes; absent if it only reads. */
  change?: Change | undefined;
}

const MAX_REDIRECTS = 3;

/**
 * Sends a request once. Redirects of requests that only read are followed below the base URLs,
 * because credentials do not belong elsewhere. Redirects of a download are followed without
 * credentials, but not to private addresses. Returns an ApiError for every failure of the API, the
 * network and the limits.
 * @param resends number of earlier attempts
 */
async function attempt(
  request: OutgoingRequest,
  sending: AttemptOptions,
  resends = 0,
): Promise<ApiResponse | ApiError> {
  let { url } = request;
  let downloadFetch: Fetch | typeof httpFetch | undefined;
  for (let redirects = 0; ; redirects++) {
    const {
      sent: signedRequest,
      response,
      ms,
    } = await traceExchange({ ...request, url }, sending, downloadFetch, resends + redirects);
    if (exchanges.hasSubscribers || recordings.hasSubscribers) {
      const { reportExchange } = await import('./exchange-report.js');
      const { call, secrets: known, apiRequest, baseUrl, idempotencyKey } = sending;
      await reportExchange({
        call,
        apiRequest,
        base: baseUrl,
        idempotencyKey: idempotencyKey?.name,
        request,
        url,
        signed: signedRequest,
        credentialSecrets: known,
        outcome: response,
        ms,
      });
    }
    if (response instanceof ApiError) return response;
    const next =
      redirects < MAX_REDIRECTS ? redirection(signedRequest, response, sending) : undefined;
    if (!next && downloadFetch && !response.ok) return downloadError(url, response);
    // The URL of a download can be a secret, so the result has that of the API.
    const reportedRequest = downloadFetch ? request : { ...request, url };
    if (!next)
      return readResult(
        response,
        reportedRequest,
        signedRequest,
        sending,
        downloadFetch !== undefined,
      );
    if (!isAllowed(next, sending))
      downloadFetch ??= sending.fetch ?? (await referredRequest(sending));
    url = next;
  }
}

interface TracedExchange {
  sent: OutgoingRequest;
  response: Response | ApiError;
  ms: number;
}

/** Sends one request within the trace. */
function traceExchange(
  request: OutgoingRequest,
  sending: AttemptOptions,
  downloadFetch: Fetch | typeof httpFetch | undefined,
  resends: number,
): Promise<TracedExchange> {
  const { follow } = sending;
  const { method, url } = request;
  const run = async (trace?: Readonly<Record<string, string>>): Promise<TracedExchange> => {
    const downloadedResponse = downloadFetch
      ? { ...request, headers: acceptOf(request), body: undefined }
      : await sign(request, sending, trace);
    const startedAt = performance.now();
    const response = await exchange(downloadedResponse, sending, downloadFetch ?? sending.fetch);
    return { sent: downloadedResponse, response, ms: performance.now() - startedAt };
  };
  if (!follow) return run();
  // The URL of a download can be a secret, so the trace gets only its origin.
  const tracedUrl = downloadFetch ? new URL(url.origin) : url;
  return follow({ kind: 'http', method, url: tracedUrl, resends }, run, ({ response }) =>
    response instanceof ApiError ? (response.status ?? response.failure) : response.status,
  );
}

/** Loads the function for downloads on demand, because Node's HTTP modules would slow the start over stdio. */
const referredRequest = async ({ baseUrl }: AttemptOptions) =>
  (await import('../fetch/referred-fetch.js')).referredRequest(new URL(baseUrl));

const acceptOf = ({ headers }: OutgoingRequest) =>
  new Headers({ accept: headers.get('accept') ?? '*/*' });

/** Returns the error for a failed download. The status of another host is no evidence about the credentials. */
const downloadError = ({ origin }: URL, { status }: Response) =>
  new ApiError(
    'response',
    `The API refers to "${origin}" for the content, which does not send it.`,
    { status, advice: 'Call again for a new address.', evidence: `(HTTP ${status})` },
  );

async function readResult(
  response: Response,
  request: OutgoingRequest,
  signedRequest: OutgoingRequest,
  {
    success,
    expiredTokens,
    secrets: credentialSecrets = [],
  }: Pick<AttemptOptions, 'success' | 'expiredTokens' | 'secrets'>,
  isElsewhere: boolean,
): Promise<ApiResponse | ApiError> {
  const secrets = () => secretsIn(signedRequest, request, credentialSecrets);
  if (!isResult(request, response))
    return ApiError.fromResponse(response, await errorText(response), secrets(), expiredTokens);
  const accept = request.headers.get('accept') ?? '';
  const whole: ApiResponse = {
    url: request.url.href,
    ...(await apiResponse(response, accept)),
    quotable: (text) => sanitizeText(text, secrets()),
  };
  if (isElsewhere) return whole; // another host is no evidence about the API and the credentials
  const failure =
    pageFailure(whole, accept) ??
    (success === undefined ? undefined : failureIn(whole, success, expiredTokens));
  return failure ?? whole;
}

const READ_METHODS: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD']);

const CONDITION_HEADERS = ['if-none-match', 'if-modified-since'];

/**
 * Returns whether a response is a result: success, 303 after a change (RFC 9110 section 15.4.4), or
 * 304 for a condition of the caller (15.4.5).
 */
const isResult = ({ method, headers }: OutgoingRequest, { ok, status }: Response): boolean =>
  ok ||
  (status === 303 && !READ_METHODS.has(method)) ||
  (status === 304 && CONDITION_HEADERS.some((name) => headers.has(name)));

async function exchange(
  { method, url, headers, body }: OutgoingRequest,
  { limits, signal, change }: AttemptOptions,
  fetch: Fetch | typeof httpFetch | undefined,
): Promise<Response | ApiError> {
  const init: RequestInit = { method, headers, redirect: 'manual', signal };
  if (body !== undefined) init.body = body;
  await change?.prepare?.();
  change?.begin();
  try {
    return await boundedFetch(url.href, init, limits, fetch);
  } catch (cause) {
    if (cause instanceof ResponseTooLargeError) {
      const message = `The response is larger than ${cause.maxBytes} bytes.`;
      return new ApiError('too-large', message, { advice: 'Ask for less.' });
    }
    if (cause instanceof InvalidStatusError)
      return new ApiError('response', `${cause.message}.`, { advice: WOULD_FAIL_AGAIN });
    if (isInvalidHttp(cause)) {
      const message = `"${url.host}" sent no valid HTTP response${causeSuffix(cause)}.`;
      return new ApiError('response', message, { cause, advice: WOULD_FAIL_AGAIN });
    }
    const problem = isTimeout(cause)
      ? `The API sent no complete response within ${limits.timeoutMs / 1000} s.`
      : isCutOff(cause)
        ? `The response of the API could not be read to its end${causeSuffix(cause)}.`
        : `"${url.host}" could not be reached${causeSuffix(cause)}.`;
    return new ApiError('unavailable', problem, { cause, advice: tryAgain() });
  }
}

const causeSuffix = (error: unknown): string => {
  const cause = unreachableReason(error);
  return cause && `: ${cause}`;
};

const isTimeout = (cause: unknown) =>
  cause instanceof DOMException && cause.name === 'TimeoutError';

/** Returns the URL to which the API redirects a request that only reads; undefined for other requests and URLs. */
function redirection(
  { method, url }: OutgoingRequest,
  { status, headers }: Response,
  sending: AttemptOptions,
): URL | undefined {
  const location = REDIRECTS.has(status) ? headers.get('location') : null;
  if (!READ_METHODS.has(method) || location === null || !URL.canParse(location, url.href))
    return undefined;
  const next = new URL(location, url);
  const mayLeave = sending.download && mayNameAddress(new URL(sending.baseUrl), next.href);
  return mayLeave || isAllowed(next, sending) ? next : undefined;
}

/** Signs a copy, so that no attempt carries the signature of another. */
async function sign(
  request: OutgoingRequest,
  sending: AttemptOptions,
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
    // The cause is omitted, because its message repeats the value.
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

const isAllowed = (url: URL, { baseUrl, allowedBaseUrls = [baseUrl] }: AttemptOptions): boolean =>
  allowedBaseUrls.some((base) => isBelow(url, base));
