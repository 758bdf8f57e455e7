import type { IncomingMessage } from 'node:http';
import type { LookupFunction } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { nodeModule } from '../node/node-module.js';
import type { Received } from './bounded-fetch.js';

const DEFAULTS = { accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'node' };

/**
 * Like `fetch`, without redirects. Half of the time of a forwarded call would be that of `fetch`: its streams, and
 * copies of requests. Connections are those of `http.globalAgent`, which are kept alive.
 * @param lookup of the host, for this request: it has a connection of its own
 * @throws TypeError "fetch failed" with its cause, as `fetch`, or the reason of `signal`
 */
export function httpFetch(
  address: string,
  { method = 'GET', headers, body, signal }: RequestInit,
  lookup?: LookupFunction,
): Promise<Received> {
  const url = new URL(address);
  const { request } = nodeModule(
    url.protocol === 'https:' ? 'node:https' : 'node:http',
    'Requests to addresses that a server names need Node.js, which tells their addresses.',
  );
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(signal?.aborted ? signal.reason : new TypeError('fetch failed', { cause })); // eslint-disable-line @typescript-eslint/prefer-promise-reject-errors -- as fetch
    const outgoing = request(url, {
      method,
      // A kept connection to this name could be to an address that another look-up has found.
      ...(lookup && { lookup, agent: false }),
      headers: {
        ...DEFAULTS,
        ...Object.fromEntries(headers instanceof Headers ? headers : new Headers(headers)),
      },
    });
    const closed = () => fail(new Error('The connection was closed'));
    outgoing.once('response', (incoming) => {
      outgoing.off('close', closed);
      try {
        resolve(received(incoming));
      } catch (error) {
        outgoing.destroy();
        fail(error);
      }
    });
    outgoing.on('error', fail).once('close', closed);
    // Without an error, and not by the option "signal": a connection that was just freed has no listener for errors.
    const abort = () => outgoing.destroy();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    outgoing.once('close', () => signal?.removeEventListener('abort', abort));
    outgoing.end(body instanceof URLSearchParams ? body.toString() : body);
  });
}

/** @throws where the headers or the encoding are invalid */
function received(incoming: IncomingMessage): Received {
  const { statusCode: status = 0, statusMessage: statusText = '', rawHeaders } = incoming;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  const body = decoded(incoming, (headers.get('content-encoding') ?? 'identity').toLowerCase());
  return { status, statusText, headers, body: terminated(body) };
}

function decoded(incoming: IncomingMessage, encoding: string): Readable {
  if (encoding === 'identity') return incoming;
  if (encoding === 'gzip' || encoding === 'x-gzip') return pipeline(incoming, gunzip(), () => {}); // its reader gets the error
  throw new Error(`The response has the encoding "${encoding}", which was not requested`);
}

/** The content of a compressed stream is passed on as it comes. */
function gunzip() {
  const { constants, createGunzip } = nodeModule('node:zlib', 'Compressed responses need Node.js.');
  return createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
}

async function* terminated(body: Readable): AsyncGenerator<Uint8Array> {
  try {
    yield* body as AsyncIterable<Uint8Array>;
  } catch (cause) {
    throw new TypeError('terminated', { cause });
  }
}
