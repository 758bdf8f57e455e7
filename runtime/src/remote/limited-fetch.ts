import type { Fetch, Received } from '../http/bounded-fetch.js';
import { bytesOf, ResponseTooLargeError, WITHOUT_BODY, withBody } from '../http/bounded-fetch.js';
import type { Limits } from '../http/limits.js';
import { ReadResponse } from '../http/read-response.js';
import { timeLimit } from '../http/time-limit.js';
import { httpFetch } from '../http/http-fetch.js';

/** Requests to remote MCP servers. A response has to be complete within the time, a stream of events its headers. */
export const REMOTE_LIMITS: Limits = { timeoutMs: 50_000, maxBytes: 10_000_000 };

/**
 * The server redirected a request. A redirect would take tokens and keys elsewhere, so it is not followed. The error is
 * logged, and the query of a URL can contain an API key.
 */
export class RedirectedError extends Error {
  override name = 'RedirectedError';
  readonly to: string;
  constructor(from: URL, to: string) {
    const target = URL.canParse(to, from.href) ? new URL(to, from) : undefined;
    const shown = target ? withoutQuery(target) : 'an invalid URL';
    super(`"${withoutQuery(from)}" redirects to "${shown}".`);
    this.to = shown;
  }
}

/** `fetch` for MCP and its metadata: bounded, and without redirects. */
export function limitedFetch(
  { timeoutMs, maxBytes }: Limits = REMOTE_LIMITS,
  fetch: Fetch | typeof httpFetch = httpFetch,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const { control, aborted, stopTimer, done } = timeLimit(init.signal, timeoutMs);
    const options: RequestInit = { ...init, redirect: 'manual', signal: control.signal };
    try {
      const response = await Promise.race([fetch(String(url), options), aborted]);
      const { status } = response;
      if (status < 200 || status > 599) throw new TypeError(`The status ${status} is invalid`);
      const to = response.headers.get('location');
      if (status >= 300 && status < 400 && to !== null) throw new RedirectedError(new URL(url), to);
      if (isStream(response)) {
        stopTimer();
        return withBody(response, capped(response, maxBytes, control, done));
      }
      const bytes = await Promise.race([bytesOf(response.body, maxBytes), aborted]);
      done();
      return new ReadResponse(bytes, response);
    } catch (error) {
      done();
      const why: unknown = control.signal.aborted ? control.signal.reason : error;
      control.abort(); // ends the connection
      throw why;
    }
  };
}

/** One with a status without a body would never be read, and keep its connection. */
export const isStream = ({
  status,
  body,
  headers,
}: Pick<Received, 'status' | 'body' | 'headers'>): boolean =>
  body !== null &&
  !WITHOUT_BODY.has(status) &&
  /^text\/event-stream\s*(;|$)/i.test(headers.get('content-type') ?? '');

/** The body of a response, which ends in an error where it is too large. */
function capped(
  { body }: Received,
  maxBytes: number,
  control: AbortController,
  done: () => void,
): ReadableStream<Uint8Array> {
  const chunks = body?.[Symbol.asyncIterator]();
  let size = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await chunks?.next();
        if (!next || next.done === true) {
          controller.close();
          done();
          return;
        }
        size += next.value.byteLength;
        if (size > maxBytes) throw new ResponseTooLargeError(maxBytes);
        controller.enqueue(next.value);
      } catch (error) {
        controller.error(error);
        done();
        control.abort();
      }
    },
    cancel(reason) {
      done();
      control.abort(reason);
    },
  });
}

const withoutQuery = ({ origin, pathname }: URL): string => origin + pathname;
