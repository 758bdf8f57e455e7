import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-error.js';

export type HttpMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Scalar = string | number | boolean;

export interface ApiRequest {
  method: HttpMethod;
  /** Below the base URL; see `path`. */
  path: string;
  /** A list repeats its name; what is undefined is left out. */
  query?: Record<string, Scalar | readonly Scalar[] | undefined>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
}

export interface HttpAnswer {
  /** Parsed JSON; undefined where the answer has no body. */
  body: unknown;
  headers: Headers;
}

export interface HttpLimits {
  timeoutMs: number;
  maxBytes: number;
  /** Tries in all, where a repetition is safe. */
  attempts: number;
}

const DEFAULT_LIMITS: HttpLimits = { timeoutMs: 10_000, maxBytes: 5_000_000, attempts: 3 };
const LONGEST_WAIT_MS = 20_000;
/** Methods that may be repeated (RFC 9110 section 9.2.2). */
const IDEMPOTENT: ReadonlySet<HttpMethod> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** path`/rooms/${id}`: values are encoded and cannot climb out of their segment. */
export function path(
  strings: TemplateStringsArray,
  ...values: (string | number | boolean)[]
): string {
  return strings.reduce((done, text, index) => {
    const value = String(values[index - 1]);
    if (value === '' || value === '.' || value === '..') {
      throw new ApiError('arguments', `${JSON.stringify(value)} cannot be part of an address.`);
    }
    return done + encodeURIComponent(value) + text;
  });
}

/**
 * One call to the API, repeated where that is safe.
 * @throws ApiError for every failure but the caller's own cancellation
 */
export async function http(
  baseUrl: string,
  request: ApiRequest,
  signal: AbortSignal,
  limits = DEFAULT_LIMITS,
): Promise<HttpAnswer> {
  const url = addressOf(baseUrl, request);
  const attempts = IDEMPOTENT.has(request.method) ? limits.attempts : 1;
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(url, request, signal, limits);
    signal.throwIfAborted();
    if (!(outcome instanceof ApiError)) return outcome;
    const wait = outcome.retryAfterMs ?? backoff(attempt);
    const passing = outcome.status === undefined || PASSING.has(outcome.status);
    if (!passing || attempt >= attempts || wait > LONGEST_WAIT_MS) throw outcome;
    await sleep(wait, undefined, { signal });
  }
}

/** Credentials are for this origin alone: an address that leads elsewhere is refused. */
function addressOf(baseUrl: string, { path, query = {} }: ApiRequest): URL {
  const base = new URL(baseUrl);
  const url = new URL(base.href.replace(/\/$/, '') + path);
  if (url.origin !== base.origin) throw new ApiError('arguments', 'The address leaves the API.');
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value ?? []].flat()) url.searchParams.append(name, String(item));
  }
  return url;
}

/** Full jitter: callers that failed together do not come back together. */
const backoff = (attempt: number) => Math.random() * Math.min(LONGEST_WAIT_MS, 250 * 2 ** attempt);

async function once(
  url: URL,
  request: ApiRequest,
  caller: AbortSignal,
  limits: HttpLimits,
): Promise<HttpAnswer | ApiError> {
  // A controller and a plain timer: AbortSignal.any over AbortSignal.timeout can be collected on Node 20 and never fire.
  const control = new AbortController();
  const cancel = () => control.abort();
  if (caller.aborted) cancel();
  caller.addEventListener('abort', cancel, { once: true });
  const timer = setTimeout(cancel, limits.timeoutMs);
  try {
    const response = await fetch(url, {
      method: request.method,
      redirect: 'manual', // elsewhere is not where these credentials belong
      signal: control.signal,
      headers: {
        accept: 'application/json',
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
    });
    const text = await limitedText(response, limits.maxBytes);
    if (!response.ok) return ApiError.fromStatus(response.status, response.headers);
    return { body: jsonOf(text), headers: response.headers };
  } catch (cause) {
    if (cause instanceof ApiError) return cause;
    return new ApiError('unavailable', 'The API could not be reached. Try again later.', { cause });
  } finally {
    clearTimeout(timer);
    caller.removeEventListener('abort', cancel);
  }
}

async function limitedText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const body: AsyncIterable<Uint8Array> | [] = response.body ?? [];
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new ApiError('answer', `The answer is larger than ${maxBytes} bytes. Ask for less.`, {
        status: response.status,
      });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ApiError('answer', 'The API did not answer with JSON.', { cause, status: 200 });
  }
}
