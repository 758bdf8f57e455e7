import type { OutgoingHttpHeaders } from 'node:http';
import { ReadResponse } from '../../fetch/read-response.js';
import type { Head, Outgoing } from './exchange.js';

/** Codes of JSON-RPC, and of MCP for what has no code there. */
export const RPC = {
  parseError: -32_700,
  internalError: -32_603,
  refused: -32_000,
  sessionNotFound: -32_001,
} as const;

/** The body of a refused request, as MCP clients expect it. */
export function rpcError(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}

/** What is left of a body up to this size is discarded; otherwise the connection is closed. */
const DISCARDED_BYTES = 65_536;

/** Writes a response as fast as the client reads it; also before the body of its request has been read. */
export async function respondTo(
  incoming: Pick<Head, 'headers' | 'complete'>,
  outgoing: Outgoing,
  response: Response,
): Promise<void> {
  const { 'content-length': length = '0', 'transfer-encoding': chunked } = incoming.headers;
  const isSmall = chunked === undefined && Number(length) <= DISCARDED_BYTES;
  if (!isSmall && !incoming.complete) outgoing.setHeader('connection', 'close');
  const { status } = response;
  const headers = headersOf(outgoing, response);
  const type = String(headers['content-type']);
  if (response instanceof ReadResponse || !response.body || !type.startsWith('text/event-stream')) {
    const bytes = await bytesOf(response);
    const content = type === 'application/json' ? bytes?.toString() : bytes; // a string is written together with the headers
    if (content !== undefined) headers['content-length'] = Buffer.byteLength(content);
    outgoing.writeHead(status, headers);
    outgoing.end(content);
    return;
  }
  outgoing.writeHead(status, headers);
  together(outgoing);
  outgoing.flushHeaders();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const gone = () => void reader.cancel().catch(() => {}); // the rest is not read
  if (outgoing.closed) gone();
  else outgoing.once('close', gone);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || outgoing.destroyed) break;
      together(outgoing);
      if (!outgoing.write(value)) await drained(outgoing);
    }
  } finally {
    outgoing.off('close', gone);
    outgoing.end();
  }
}

/**
 * Each cookie is a header of its own, and the server's "Vary" stays. The connection is this server's matter: a handler's
 * "keep-alive" would hold clients that asked to close it.
 */
function headersOf(outgoing: Outgoing, { headers }: Response): OutgoingHttpHeaders {
  const own: OutgoingHttpHeaders = {};
  for (const [name, value] of headers) if (name !== 'connection') own[name] = value;
  if (own['set-cookie'] !== undefined) own['set-cookie'] = headers.getSetCookie();
  const vary = outgoing.getHeader('vary');
  if (vary !== undefined && own.vary !== undefined) own.vary = `${String(vary)}, ${own.vary}`;
  return own;
}

/** Faster than `arrayBuffer()`, which most responses of the SDK would spend a twentieth of their time in. */
async function bytesOf(response: Response): Promise<Buffer | undefined> {
  if (response instanceof ReadResponse) return response.content;
  const reader = (response.body as ReadableStream<Uint8Array> | null)?.getReader();
  if (!reader) return undefined;
  const chunks: Uint8Array[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks);
    chunks.push(value);
  }
}

/**
 * Writes what follows in this turn of the event loop at once: most streams are one event and their end. Not by `cork` of the
 * response: Node.js 22.23 and 24.21 lose what is written between it and `end`.
 */
function together({ socket }: Outgoing): void {
  socket?.cork();
  setImmediate(() => socket?.uncork());
}

const drained = (outgoing: Outgoing) =>
  new Promise<void>((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('drain', done);
    outgoing.once('close', done);
  });
