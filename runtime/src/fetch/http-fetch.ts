import type { LookupFunction } from 'node:net';
import { nodeModule } from '../node/node-module.js';
import type { UnreadResponse } from './bounded-fetch.js';
import { ACCEPT_ENCODING, decodeContent } from './content-codings.js';
import { proxyOf } from './proxy.js';

const DEFAULT_HEADERS = { accept: '*/*', 'accept-encoding': ACCEPT_ENCODING, 'user-agent': 'node' };
const FORM_TYPE = 'application/x-www-form-urlencoded;charset=UTF-8';

/**
 * Like `fetch`, but without redirects, and a truncated compressed body is an error. `fetch` would
 * take half of the time of a forwarded call for its streams and copies of requests. Connections of
 * `http.globalAgent`, or to the environment's proxy, are kept alive.
 * @param lookup resolves the host of this request, which then has its own connection
 * @throws TypeError "fetch failed" with its cause, like `fetch`, or the reason of `signal`
 */
export async function httpFetch(
  address: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  lookup?: LookupFunction,
): Promise<UnreadResponse> {
  const url = new URL(address);
  const allHeaders = new Headers({
    ...DEFAULT_HEADERS,
    ...Object.fromEntries(new Headers(headers)),
  });
  const content = await bytesToSend(body);
  // Node.js sends neither a length nor chunks with DELETE.
  if (content !== undefined) allHeaders.set('content-length', String(Buffer.byteLength(content)));
  if (body instanceof URLSearchParams && !allHeaders.has('content-type'))
    allHeaders.set('content-type', FORM_TYPE);
  const request = { url, method, headers: Object.fromEntries(allHeaders), content, signal };
  try {
    const proxy = proxyOf(url);
    if (!proxy) return decodeResponse(await directRequest(request, lookup));
    const { proxiedRequest } = await import('./proxied-request.js');
    return decodeResponse(await proxiedRequest(proxy, request));
  } catch (cause) {
    throw signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause });
  }
}

async function bytesToSend(body: RequestInit['body']): Promise<string | Uint8Array | undefined> {
  if (body === null || body === undefined) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  if (body instanceof URLSearchParams) return body.toString();
  return new Uint8Array(await new Response(body).arrayBuffer());
}

/** A request whose headers and content are complete. */
export interface PreparedRequest {
  url: URL;
  method: string;
  headers: Record<string, string>;
  content: string | Uint8Array | undefined;
  signal: AbortSignal | null | undefined;
}

/** A response of node:http or of a proxy, before it is decoded. */
interface RawResponse {
  status: number;
  statusText: string;
  /** Names and values alternate. */
  rawHeaders: readonly string[];
  body: AsyncIterable<Uint8Array>;
  destroy(): void;
}

function directRequest(
  { url, method, headers, content, signal }: PreparedRequest,
  lookup: LookupFunction | undefined,
): Promise<RawResponse> {
  const { request } = nodeModule(
    url.protocol === 'https:' ? 'node:https' : 'node:http',
    'Requests to addresses that a server names need Node.js, which tells their addresses.',
  );
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method,
      headers,
      // An existing connection to this name could lead to an address of another lookup.
      ...(lookup && { lookup, agent: false }),
    });
    const onClose = () => reject(new Error('The connection was closed'));
    outgoing.once('response', (body) => {
      outgoing.off('close', onClose);
      const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = body;
      resolve({ status, statusText, rawHeaders, body, destroy: () => outgoing.destroy() });
    });
    outgoing.on('error', reject).once('close', onClose);
    // Destroys without an error, and does not use the option "signal": a connection that was just
    // released has no error listener.
    const abort = () => outgoing.destroy();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal?.removeEventListener('abort', abort));
    outgoing.end(content);
  });
}

/** Decodes a response. @throws TypeError if a header is invalid */
function decodeResponse({
  status,
  statusText,
  rawHeaders,
  body,
  destroy,
}: RawResponse): UnreadResponse {
  const headers = new Headers();
  try {
    for (let index = 0; index + 1 < rawHeaders.length; index += 2)
      headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '');
  } catch (error) {
    destroy();
    throw error;
  }
  const content = withFetchError(decodeContent(body, headers.get('content-encoding')));
  return { status, statusText, headers, body: content };
}

async function* withFetchError(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (cause) {
    throw new TypeError('terminated', { cause });
  }
}
