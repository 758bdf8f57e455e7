import { builtinModule } from '../node/node-module.js';
import { httpFetch } from './http-fetch.js';
import type { Limits } from './limits.js';
import { timeLimit } from './time-limit.js';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A response whose body has not been read; that of `fetch` is one. */
export interface Received {
  status: number;
  statusText: string;
  headers: Headers;
  body: AsyncIterable<Uint8Array> | null;
}

export class ResponseTooLargeError extends Error {
  override name = 'ResponseTooLargeError';

  constructor(readonly maxBytes: number) {
    super(`The response is larger than ${maxBytes} bytes`);
  }
}

/** RFC 9110 section 15 has no such status for the end of a request; some services send 999 to programs. */
export class InvalidStatusError extends Error {
  override name = 'InvalidStatusError';

  constructor(readonly status: number) {
    super(`The response has the status ${status}, which is not one of HTTP`);
  }
}

const platformFetch = globalThis.fetch;

/**
 * Workers have `fetch` alone (in theirs, node:http is an imitation), and what has replaced `fetch`, such as a test, is to be
 * used.
 */
const ownFetch = () =>
  globalThis.fetch === platformFetch && !isWorker() ? httpFetch : globalThis.fetch;

/** Asked with the first request: a start that makes none does not load HTTP. */
const isWorker = () =>
  !builtinModule('node:http') ||
  (globalThis as { navigator?: { userAgent?: string } }).navigator?.userAgent ===
    'Cloudflare-Workers';

/** Statuses whose responses have no body (Fetch standard, "null body status"). */
export const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/**
 * A request within limits, without redirects. The body has been read when the response is returned, so the time-out covers it
 * too.
 * @throws ResponseTooLargeError, InvalidStatusError, the reason of `init.signal`, or what `fetch` throws
 */
export async function boundedFetch(
  url: string,
  { signal: caller, ...init }: RequestInit,
  { timeoutMs, maxBytes }: Limits,
  fetch: (url: string, init: RequestInit) => Promise<Received> = ownFetch(),
): Promise<Response> {
  const { control, aborted, done } = timeLimit(caller, timeoutMs);
  const { signal } = control;
  try {
    return await Promise.race([complete(fetch(url, { ...init, signal }), maxBytes), aborted]);
  } finally {
    done();
  }
}

/** A request without limits and redirects, whose body is still to be read. */
export async function streamedFetch(url: string, init: RequestInit): Promise<Response> {
  const response: Received = await ownFetch()(url, init);
  if (response instanceof Response) return response;
  return withBody(response, ReadableStream.from(response.body ?? []));
}

async function complete(pending: Promise<Received>, maxBytes: number): Promise<Response> {
  const response = await pending;
  const { status } = response;
  const body = await bytesOf(response.body, maxBytes); // whatever the status: it ends the connection
  if (status < 200 || status > 599) throw new InvalidStatusError(status);
  return withBody(response, body);
}

/** @throws ResponseTooLargeError */
export async function bytesOf(
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

/** A response with another body. */
export const withBody = (
  { status, statusText, headers }: Pick<Response, 'status' | 'statusText' | 'headers'>,
  body: Buffer<ArrayBuffer> | ReadableStream<Uint8Array>,
): Response =>
  new Response(WITHOUT_BODY.has(status) ? null : body, {
    status,
    statusText,
    headers,
  });
