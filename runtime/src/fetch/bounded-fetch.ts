import { builtinModule } from '../node/node-module.js';
import { httpFetch } from './http-fetch.js';
import type { Limits } from './limits.js';
import { timeLimit } from './time-limit.js';

/** The part of `fetch` that requests of this package use. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A response whose body was not read yet, such as one of `fetch`. */
export interface UnreadResponse {
  status: number;
  statusText: string;
  headers: Headers;
  body: AsyncIterable<Uint8Array> | null;
}

/** The body of a response is larger than its limit. */
export class ResponseTooLargeError extends Error {
  override name = 'ResponseTooLargeError';

  constructor(readonly maxBytes: number) {
    super(`The response is larger than ${maxBytes} bytes`);
  }
}

/**
 * Error for a status with which no request can end (RFC 9110 section 15); some services send 999 to
 * programs.
 */
export class InvalidStatusError extends Error {
  override name = 'InvalidStatusError';

  constructor(readonly status: number) {
    super(`The response has the status ${status}, which is not one of HTTP`);
  }
}

const platformFetch = globalThis.fetch;

/**
 * Returns the function that sends requests: `globalThis.fetch` in workers, where node:http is only
 * an imitation, and if it was replaced, such as in tests.
 */
const defaultFetch = () =>
  globalThis.fetch === platformFetch && !isWorker() ? httpFetch : globalThis.fetch;

/**
 * Returns whether this is a worker; determined by the first request, so that a start without
 * requests does not load HTTP.
 */
const isWorker = () =>
  !builtinModule('node:http') ||
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ===
    'Cloudflare-Workers';

/** Statuses of responses without a body (Fetch standard, "null body status"). */
export const BODYLESS_STATUSES: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/**
 * Sends a request within limits, without following redirects. It reads the body, too, so the
 * timeout covers it.
 * @throws ResponseTooLargeError, InvalidStatusError, the reason of `init.signal`, or what `fetch`
 * throws
 */
export async function boundedFetch(
  url: string,
  { signal: caller, ...init }: RequestInit,
  { timeoutMs, maxBytes }: Limits,
  fetch: (url: string, init: RequestInit) => Promise<UnreadResponse> = defaultFetch(),
): Promise<Response> {
  const { control, aborted, release } = timeLimit(caller, timeoutMs);
  const { signal } = control;
  try {
    return await Promise.race([readWithin(fetch(url, { ...init, signal }), maxBytes), aborted]);
  } finally {
    release();
  }
}

/** Sends a request without limits and redirects; the body of the response was not read yet. */
export async function streamedFetch(url: string, init: RequestInit): Promise<Response> {
  const response: UnreadResponse = await defaultFetch()(url, init);
  if (response instanceof Response) return response;
  return withBody(response, ReadableStream.from(response.body ?? []));
}

async function readWithin(
  pendingResponse: Promise<UnreadResponse>,
  maxBytes: number,
): Promise<Response> {
  const response = await pendingResponse;
  const { status } = response;
  const body = await readBytes(response.body, maxBytes); // for any status: it ends the connection
  if (status < 200 || status > 599) throw new InvalidStatusError(status);
  return withBody(response, body);
}

/** @throws ResponseTooLargeError */
export async function readBytes(
  body: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new ResponseTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Copies a response with another body. */
export const withBody = (
  { status, statusText, headers }: Pick<Response, 'status' | 'statusText' | 'headers'>,
  body: Buffer<ArrayBuffer> | ReadableStream<Uint8Array>,
): Response =>
  new Response(BODYLESS_STATUSES.has(status) ? null : body, {
    status,
    statusText,
    headers,
  });
