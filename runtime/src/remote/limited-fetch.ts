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
    const timer = setTimeout(
      () => control.abort(new DOMException(`No response within ${timeoutMs} ms`, 'TimeoutError')),
      timeoutMs,
    );
    try {
      const response = await fetch(String(url), {
        ...init,
        redirect: 'manual',
        signal: control.signal,
      });
      const to = response.headers.get('location');
      if (response.status >= 300 && response.status < 400 && to !== null) {
        await response.body?.cancel();
        throw new RedirectedError(String(url), absolute(to, String(url)));
      }
      return capped(response, maxBytes);
    } finally {
      // The listener stays: who aborts ends the body, too.
      clearTimeout(timer);
    }
  };
}

function capped(response: Response, maxBytes: number): Response {
  if (!response.body) return response;
  let size = 0;
  const body = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        size += chunk.byteLength;
        if (size > maxBytes) controller.error(new ResponseTooLargeError(maxBytes));
        else controller.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

const absolute = (address: string, base: string): string =>
  URL.canParse(address, base) ? new URL(address, base).href : address;
