import { serverSentEvents } from '../../fetch/server-sent-events.js';
import { EVENT_STREAM, KEEP_ALIVE, KEEP_ALIVE_MS } from '../../streams/event-stream.js';
import type { Outgoing } from './exchange.js';
import { RPC, rpcError } from './respond.js';

/**
 * Sends the response of an endpoint that needs no web objects. The response to a long call becomes
 * a stream, unless the client accepts JSON only.
 * @returns a response that is still to be sent
 */
export async function sendDirectResponse(
  outgoing: Outgoing,
  pending: Promise<string | Response>,
  isJsonOnly: boolean,
): Promise<Response | undefined> {
  const keepAlive = isJsonOnly ? undefined : setInterval(writeKeepAlive, KEEP_ALIVE_MS, outgoing);
  try {
    const content = await pending;
    if (typeof content !== 'string' && !outgoing.headersSent) return content;
    const text = typeof content === 'string' ? content : await content.text();
    if (!outgoing.headersSent) {
      const length = Buffer.byteLength(text);
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
      outgoing.end(text);
    } else outgoing.end(`event: message\ndata: ${text}\n\n`);
    return undefined;
  } finally {
    clearInterval(keepAlive);
  }
}

/**
 * Reads a stream of events for a client that accepts only JSON: returns its responses as JSON and
 * drops its notifications, such as progress. A request to the client ends the call, because nothing
 * can bring it there.
 */
export async function eventsAsJson(response: Response, isBatch: boolean): Promise<Response> {
  const headers = new Headers(response.headers);
  if (!headers.get('content-type')?.startsWith('text/event-stream')) return response;
  const { status, body } = response;
  const responses: unknown[] = [];
  for await (const { data } of serverSentEvents((body ?? []) as AsyncIterable<Uint8Array>)) {
    const message = JSON.parse(data) as object;
    if (!('method' in message)) responses.push(message);
    else if ('id' in message)
      return rpcError(
        406,
        RPC.refused,
        'This call asks the client, which must accept text/event-stream for that. It was ended.',
      );
  }
  for (const name of ['content-type', 'cache-control', 'x-accel-buffering']) headers.delete(name);
  if (responses.length === 0) return new Response(null, { status: 202 }); // the client has gone
  return Response.json(isBatch ? responses : responses[0], { status, headers });
}

function writeKeepAlive(outgoing: Outgoing): void {
  if (outgoing.destroyed) return;
  if (!outgoing.headersSent) outgoing.writeHead(200, EVENT_STREAM);
  outgoing.write(KEEP_ALIVE);
}
