import type { ReadableStreamReadResult } from 'node:stream/web';
import type { Limits } from '../http/limits.js';
import type { Fetch } from '../http/bounded-fetch.js';
import { ResponseTooLargeError } from '../http/bounded-fetch.js';

/** Requests to remote MCP servers. Headers have to come within the time; the body of a response may be a stream. */
export const REMOTE_LIMITS: Limits = { timeoutMs: 50_000, maxBytes: 10_000_000 };

/** The server redirected a request. A redirect would take tokens and keys elsewhere, so it is not followed. */
export class RedirectedError extends Error {
  override name = 'RedirectedError';
  constructor(
    readonly from: string,
    readonly to: string,
  ) {
    super(`"${from}" redirects to "${to}".`);
  }
}

/** `fetch` for MCP and its metadata: bounded, without redirects, and with `headers` for one origin only. */
export function limitedFetch(
  { timeoutMs, maxBytes }: Limits = REMOTE_LIMITS,
  fetch: Fetch = globalThis.fetch,
): (url: string | URL, init?: RequestInit) => Promise<Response> {
  return async (url, init = {}) => {
    const control = new AbortController();
    const cancel = () => control.abort(init.signal?.reason);
    if (init.signal?.aborted) cancel();
    init.signal?.addEventListener('abort', cancel, { once: true });
    // A transport uses one signal for all its requests: no listener may stay.
    const done = () => init.signal?.removeEventListener('abort', cancel);
    const timer = setTimeout(
      () => control.abort(new DOMException(`No response within ${timeoutMs} ms`, 'TimeoutError')),
      timeoutMs,
    );
    try {
      const { signal } = control;
      const response = await fetch(String(url), { ...init, redirect: 'manual', signal });
      const to = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && to !== null) {
        await response.body?.cancel();
        throw new RedirectedError(String(url), absolute(to, String(url)));
      }
      return capped(response, maxBytes, done);
    } catch (error) {
      done();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
}

/** The response with a body that ends in an error where it is too large. */
function capped(response: Response, maxBytes: number, done: () => void): Response {
  const reader = response.body?.getReader();
  if (!reader) {
    done();
    return response;
  }
  let size = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const chunk = (await reader.read()) as ReadableStreamReadResult<Uint8Array>;
        size += chunk.value?.byteLength ?? 0;
        if (size > maxBytes) throw new ResponseTooLargeError(maxBytes);
        if (!chunk.done) {
          controller.enqueue(chunk.value);
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
        await reader.cancel().catch(() => {});
      }
      done();
    },
    cancel(reason) {
      done();
      return reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

const absolute = (address: string, base: string): string =>
  URL.canParse(address, base) ? new URL(address, base).href : address;
