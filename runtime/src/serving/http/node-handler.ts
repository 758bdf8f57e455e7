import type { IncomingMessage, ServerResponse } from 'node:http';
import { BODY_READ, chunksOf, readWithin } from './body.js';
import type { Head, ReadChunks } from './exchange.js';
import { type Handler, receiverOf } from './web-handler.js';

/**
 * A request of a framework: its body parser sets `body`, and `originalUrl` is the URL before its
 * routers changed it.
 */
type FrameworkRequest = IncomingMessage & { body?: unknown; originalUrl?: string };

/**
 * Returns a handler for Node.js: `createServer` of `node:http`, Express, and Fastify's raw requests. It creates no web
 * objects, and knows the address of the peer.
 * @throws Error for a handler that `createHandler` has not made
 * @example app.all('/mcp', toNodeHandler(handler));
 */
export function toNodeHandler(
  handler: Handler,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const receiver = receiverOf(handler);
  if (!receiver) throw new Error('toNodeHandler: the handler must be one that createHandler made.');
  const { arrive, timeoutMs } = receiver;
  return (incoming: FrameworkRequest, outgoing) => {
    const { readableEnded, body } = incoming;
    const read = readableEnded
      ? readParsedBody(incoming)
      : readWithin(chunksOf(incoming), timeoutMs);
    const isParsed = readableEnded && !(body instanceof Uint8Array);
    arrive({ incoming: headOf(incoming), outgoing, read, isParsed });
  };
}

function headOf(incoming: FrameworkRequest): Head {
  const {
    originalUrl = incoming.url,
    method,
    url,
    headers,
    socket,
    httpVersion,
    readableEnded,
  } = incoming;
  if (originalUrl === url && !readableEnded) return incoming;
  return {
    method,
    url: originalUrl,
    // The parser of the body has decoded it.
    headers: readableEnded ? { ...headers, 'content-encoding': undefined } : headers,
    socket,
    httpVersion,
    get complete() {
      return incoming.complete;
    },
  };
}

/**
 * Reads the body that `express.json()`, `.text()` or `.raw()` has parsed. JSON is serialized again,
 * so that the limits of bodies apply.
 */
const readParsedBody =
  ({ body }: FrameworkRequest): ReadChunks =>
  async (accept) => {
    if (body === undefined) throw new Error(BODY_READ);
    if (body instanceof Uint8Array) return accept(Buffer.from(body));
    return accept(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
  };
