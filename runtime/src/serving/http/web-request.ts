import type { Head, Outgoing } from './exchange.js';

/** Creates the fetch form of a request; its signal aborts when the client leaves before the response is complete. */
export function webRequest(
  incoming: Pick<Head, 'method' | 'url' | 'headers'>,
  outgoing: Pick<Outgoing, 'once' | 'closed' | 'writableFinished'>,
  publicUrl: URL,
  body: Buffer | undefined,
): Request {
  const { method = 'GET', url = '/' } = incoming;
  return new Request(requestUrl(url, publicUrl), {
    method,
    headers: requestHeaders(incoming),
    signal: abortOnLeave(outgoing),
    ...(body && body.byteLength > 0 && { body: new Uint8Array(body) }),
  });
}

/** Returns the path of a request target, also of one in absolute form (RFC 9112 section 3.2.2). */
export const targetPath = (target: string): string => target.replace(/^https?:\/\/[^/?]*/i, '');

/** Returns the URL of a request at this server: a host in its target, which no guard has checked, does not count. */
export function requestUrl(target: string, publicUrl: URL): URL {
  const path = targetPath(target);
  return new URL(publicUrl.origin + (path.startsWith('/') ? path : `/${path}`));
}

/** Returns the headers of a request without its token, which has been checked and is for this server only. */
export function requestHeaders(incoming: Pick<Head, 'headers'>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== 'authorization') headers.set(name, String(value));
  }
  return headers;
}

/** Returns a signal that aborts when the client leaves before the response is complete. */
export function abortOnLeave(
  outgoing: Pick<Outgoing, 'once' | 'closed' | 'writableFinished'>,
): AbortSignal {
  const control = new AbortController();
  if (outgoing.closed && !outgoing.writableFinished) control.abort();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) control.abort();
  });
  return control.signal;
}
