import type { LookupFunction } from 'node:net';
import { nodeModule } from '../node/node-module.js';
import type { Received } from './bounded-fetch.js';
import { ACCEPT_ENCODING, contentOf } from './content-codings.js';
import { proxyOf } from './proxy.js';

const DEFAULTS = { accept: '*/*', 'accept-encoding': ACCEPT_ENCODING, 'user-agent': 'node' };

/**
 * Like `fetch`, without redirects, and a compressed body that is cut off is an error. Half of the time of a forwarded call would
 * be that of `fetch`: its streams, and copies of requests. Connections are kept alive: those of `http.globalAgent`, or to the proxy of
 * the environment.
 * @param lookup of the host, for this request: it has a connection of its own
 * @throws TypeError "fetch failed" with its cause, as `fetch`, or the reason of `signal`
 */
export async function httpFetch(
  address: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  lookup?: LookupFunction,
): Promise<Received> {
  const url = new URL(address);
  const sent = new Headers({ ...DEFAULTS, ...Object.fromEntries(new Headers(headers)) });
  const content = await bytesToSend(body);
  // For DELETE, Node.js would send neither a length nor chunks.
  if (content !== undefined) sent.set('content-length', String(Buffer.byteLength(content)));
  if (body instanceof URLSearchParams && !sent.has('content-type')) sent.set('content-type', FORM);
  const request = { url, method, headers: Object.fromEntries(sent), content, signal };
  try {
    const proxy = proxyOf(url);
    if (!proxy) return received(await direct(request, lookup));
    const { proxiedRequest } = await import('./proxied-request.js');
    return received(await proxiedRequest(proxy, request));
  } catch (cause) {
    throw signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause });
  }
}

const FORM = 'application/x-www-form-urlencoded;charset=UTF-8';

async function bytesToSend(body: RequestInit['body']): Promise<string | Uint8Array | undefined> {
  if (body === null || body === undefined) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  return new Uint8Array(await new Response(body).arrayBuffer());
}

export interface SentRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  content: string | Uint8Array | undefined;
  signal: AbortSignal | null | undefined;
}

/** A response as it came. */
interface Incoming {
  status: number;
  statusText: string;
  /** Names and values in turn. */
  rawHeaders: readonly string[];
  body: AsyncIterable<Uint8Array>;
  /** Ends the connection. */
  destroy(): void;
}

function direct(
  { url, method, headers, content, signal }: SentRequest,
  lookup: LookupFunction | undefined,
): Promise<Incoming> {
  const { request } = nodeModule(
    url.protocol === 'https:' ? 'node:https' : 'node:http',
    'Requests to addresses that a server names need Node.js, which tells their addresses.',
  );
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      headers,
      // A kept connection to this name could be to an address that another look-up has found.
      ...(lookup && { lookup, agent: false }),
    });
    const closed = () => reject(new Error('The connection was closed'));
    outgoing.once('response', (body) => {
      outgoing.off('close', closed);
      const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = body;
      resolve({ status, statusText, rawHeaders, body, destroy: () => outgoing.destroy() });
    });
    outgoing.on('error', reject).once('close', closed);
    // Without an error, and not by the option "signal": a connection that was just freed has no listener for errors.
    const abort = () => outgoing.destroy();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal?.removeEventListener('abort', abort));
    outgoing.end(content);
  });
}

/** @throws where the headers are invalid */
function received({ status, statusText, rawHeaders, body, destroy }: Incoming): Received {
  const headers = new Headers();
  try {
    for (let at = 0; at + 1 < rawHeaders.length; at += 2)
      headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  } catch (error) {
    destroy();
    throw error;
  }
  const content = terminated(contentOf(body, headers.get('content-encoding')));
  return { status, statusText, headers, body: content };
}

async function* terminated(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new TypeError('terminated', { cause });
  }
}
