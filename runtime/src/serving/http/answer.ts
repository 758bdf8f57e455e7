import type { Leaving } from '../../call/call-limit.js';
import { EVENT_STREAM, KEEP_ALIVE, KEEP_ALIVE_MS } from '../../fetch/event-stream.js';
import { serverSentEvents } from '../../fetch/server-sent-events.js';
import type { Outgoing } from './exchange.js';
import { RPC, rpcError } from './respond.js';

/**
 * Sends the answer of an endpoint that needs no web objects, when it is there. That to a long call becomes a stream, unless
 * the client accepts JSON only.
 * @returns a response that is still to be sent
 */
export async function sendAnswer(
  outgoing: Outgoing,
  pending: Promise<string | Response>,
  isJsonOnly: boolean,
): Promise<Response | undefined> {
  const keepAlive = isJsonOnly ? undefined : setInterval(beat, KEEP_ALIVE_MS, outgoing);
  try {
    const answer = await pending;
    if (typeof answer !== 'string' && !outgoing.headersSent) return answer;
    const text = typeof answer === 'string' ? answer : await answer.text();
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
 * A stream of events as JSON, for a client that accepts nothing else: the responses in it. Notifications, such as progress,
 * are left out. A request to the client ends the call, because nothing can bring it there.
 */
export async function withoutEvents(response: Response, isBatch: boolean): Promise<Response> {
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

function beat(outgoing: Outgoing): void {
  if (outgoing.destroyed) return;
  if (!outgoing.headersSent) outgoing.writeHead(200, EVENT_STREAM);
  outgoing.write(KEEP_ALIVE);
}

/** Of an AbortSignal, what a call reads: whether the client has left. One listener. */
export class ClientLeaving implements Leaving {
  aborted = false;
  #leave: (() => void) | undefined;

  constructor(outgoing: Outgoing) {
    outgoing.once('close', () => {
      if (outgoing.writableFinished) return;
      this.aborted = true;
      this.#leave?.();
    });
  }

  addEventListener(_type: 'abort', leave: () => void): void {
    this.#leave = leave;
  }

  removeEventListener(): void {
    this.#leave = undefined;
  }
}
