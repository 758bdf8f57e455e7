import type { Head, Outgoing } from './exchange.js';

/** Creates the fetch form of a request; its signal aborts where the client leaves before the response is complete. */
export function webRequest(
  incoming: Pick<Head, 'method' | 'url' | 'headers'>,
  outgoing: Pick<Outgoing, 'once' | 'closed' | 'writableFinished'>,
  publicUrl: URL,
  body: Buffer | undefined,
): Request {
  const { method = 'GET', url = '/' } = incoming;
  return new Request(new URL(url, publicUrl), {
    method,
    headers: requestHeaders(incoming),
    signal: abortOnLeave(outgoing),
    ...(body && body.byteLength > 0 && { body: new Uint8Array(body) }),
  });
}

/** The headers of a request without its token, which has been checked and is for this server only. */
export function requestHeaders(incoming: Pick<Head, 'headers'>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== 'authorization') headers.set(name, String(value));
  }
  return headers;
}

/** A signal that aborts where the client leaves before the response is complete. */
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
