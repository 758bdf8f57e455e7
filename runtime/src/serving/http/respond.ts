import type { OutgoingHttpHeaders } from 'node:http';
import { ReadResponse } from '../../fetch/read-response.js';
import type { Head, Outgoing } from './exchange.js';

/** JSON-RPC error codes, and MCP codes for errors that JSON-RPC does not define. */
export const RPC = {
  parseError: -32_700,
  internalError: -32_603,
  refused: -32_000,
  sessionNotFound: -32_001,
} as const;

/** Returns the body of a refused request, as MCP clients expect it. */
export function rpcError(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}

/** The unread rest of a body up to this size is discarded; for a larger one, the connection is closed. */
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
  corkUntilNextTick(outgoing);
  outgoing.flushHeaders();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const cancelRead = () => void reader.cancel().catch(() => {}); // the rest is not read
  if (outgoing.closed) cancelRead();
  else outgoing.once('close', cancelRead);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || outgoing.destroyed) break;
      corkUntilNextTick(outgoing);
      if (!outgoing.write(value)) await waitForDrain(outgoing);
    }
  } finally {
    outgoing.off('close', cancelRead);
    outgoing.end();
  }
}

/**
 * Returns the headers of a response: each cookie is a separate header, and "Vary" of the server
 * stays. The server itself controls the connection: "keep-alive" of a handler would hold clients
 * that asked to close it.
 */
function headersOf(outgoing: Outgoing, { headers }: Response): OutgoingHttpHeaders {
  const responseHeaders: OutgoingHttpHeaders = {};
  for (const [name, value] of headers) if (name !== 'connection') responseHeaders[name] = value;
  if (responseHeaders['set-cookie'] !== undefined)
    responseHeaders['set-cookie'] = headers.getSetCookie();
  const vary = outgoing.getHeader('vary');
  if (vary !== undefined && responseHeaders.vary !== undefined)
    responseHeaders.vary = `${String(vary)}, ${responseHeaders.vary}`;
  return responseHeaders;
}

/** Reads a body faster than `arrayBuffer()`, which would take a twentieth of the time of most responses of the SDK. */
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
 * Sends all writes of this turn of the event loop at once: most streams are one event and their
 * end. `cork` of the response cannot be used: Node.js 22.23 and 24.21 lose what is written between
 * it and `end`.
 */
function corkUntilNextTick({ socket }: Outgoing): void {
  socket?.cork();
  setImmediate(() => socket?.uncork());
}

const waitForDrain = (outgoing: Outgoing) =>
  new Promise<void>((resolve) => {
    const done = () => {
      outgoing.off('drain', done);
      outgoing.off('close', done);
      resolve();
    };
    outgoing.once('drain', done);
    outgoing.once('close', done);
  });
