import {
  BODYLESS_STATUSES,
  type Fetch,
  readBytes,
  ResponseTooLargeError,
  type UnreadResponse,
} from '../fetch/bounded-fetch.js';
import { httpFetch } from '../fetch/http-fetch.js';
import type { Limits } from '../fetch/limits.js';
import { ReadResponse, StreamedResponse } from '../fetch/read-response.js';
import { type TimeLimit, timeLimit } from '../fetch/time-limit.js';

/**
 * Limits of requests to remote MCP servers. A response must be complete within the time; of an
 * event stream, only the headers.
 */
export const REMOTE_LIMITS: Limits = { timeoutMs: 50_000, maxBytes: 10_000_000 };

/**
 * The server redirected a request. Redirects are not followed, because they would take tokens and
 * keys elsewhere. The error is logged without the query of the URL, which can contain an API key.
 */
export class RedirectedError extends Error {
  override name = 'RedirectedError';
  readonly to: string;
  constructor(from: URL, to: string) {
    const target = URL.canParse(to, from.href) ? new URL(to, from) : undefined;
    const targetText = target ? withoutQuery(target) : 'an invalid URL';
    super(`"${withoutQuery(from)}" redirects to "${targetText}".`);
    this.to = targetText;
  }
}

/** `fetch` for MCP and its metadata, with limits and without redirects. */
export function limitedFetch(
  { timeoutMs, maxBytes }: Limits = REMOTE_LIMITS,
  fetch: Fetch | typeof httpFetch = httpFetch,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const limit = timeLimit(init.signal, timeoutMs);
    const { control, aborted, stopTimer, release } = limit;
    const options: RequestInit = { ...init, redirect: 'manual', signal: control.signal };
    try {
      const response = await Promise.race([fetch(String(url), options), aborted]);
      const { status, body } = response;
      if (status < 200 || status > 599) throw new TypeError(`The status ${status} is invalid`);
      const to = response.headers.get('location');
      if (status >= 300 && status < 400 && to !== null) throw new RedirectedError(new URL(url), to);
      if (body && isStream(response)) {
        stopTimer();
        return new StreamedResponse(limitBody(body, maxBytes, limit), response);
      }
      const bytes = await Promise.race([readBytes(body, maxBytes), aborted]);
      release();
      return new ReadResponse(bytes, response);
    } catch (error) {
      release();
      const reason: unknown = control.signal.aborted ? control.signal.reason : error;
      control.abort(); // ends the connection
      throw reason;
    }
  };
}

/** Time for the end of a stream that is not read any more. */
const END_MS = 1_000;

/**
 * Returns whether a response is read as a stream. One whose status has no body would never be read,
 * and keep its connection. A failure is read whole, because its text gets into errors.
 */
const isStream = ({ status, headers }: UnreadResponse): boolean =>
  status < 300 &&
  !BODYLESS_STATUSES.has(status) &&
  /^text\/event-stream\s*(;|$)/i.test(headers.get('content-type') ?? '');

/** Limits the body of a response; it ends in an error if it is too large. */
function limitBody(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  { control, release }: TimeLimit,
): AsyncIterableIterator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let size = 0;

  async function next(): Promise<IteratorResult<Uint8Array>> {
    try {
      const chunk = await chunks.next();
      if (chunk.done) release();
      else if ((size += chunk.value.byteLength) > maxBytes)
        throw new ResponseTooLargeError(maxBytes);
      return chunk;
    } catch (error) {
      release();
      control.abort();
      throw error;
    }
  }

  /** Reads the rest: a stream that ends soon leaves a connection that can be used again. */
  async function readRest(): Promise<void> {
    const timer = setTimeout(() => control.abort(), END_MS).unref();
    try {
      while (!(await next()).done);
    } catch {
      // The connection has ended.
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    next,
    async return() {
      void readRest();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const withoutQuery = ({ origin, pathname }: URL): string => origin + pathname;
