import type { IncomingMessage, ServerResponse } from 'node:http';

/** The request as fetch has it; aborted where the client leaves before the response is complete. */
export function webRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  publicUrl: URL,
  body?: Buffer,
): Request {
  const control = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) control.abort();
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    // The token has been checked, and is for nobody else.
    if (value !== undefined && name !== 'authorization') headers.set(name, String(value));
  }
  const { method = 'GET', url = '/' } = incoming;
  const { signal } = control;
  return new Request(new URL(pathOf(url), publicUrl), {
    method,
    headers,
    signal,
    ...(body && body.byteLength > 0 && { body: new Uint8Array(body) }),
  });
}

/** Path and query; a request line can also have a whole URL. */
const pathOf = (target: string) => target.replace(/^https?:\/\/[^/]*/i, '').replace(/^\/+/, '/');
