import type { Leaving } from '../../call/call-limit.js';
import type { Outgoing } from './target.js';
import { EVENT_STREAM, KEEP_ALIVE, KEEP_ALIVE_MS } from '../../fetch/event-stream.js';

/**
 * Sends the answer of an endpoint that needs no web objects, when it is there. That to a long call becomes a stream.
 * @returns a response that is still to be sent
 */
export async function sendAnswer(
  outgoing: Outgoing,
  pending: Promise<string | Response>,
): Promise<Response | undefined> {
  const keepAlive = setInterval(beat, KEEP_ALIVE_MS, outgoing);
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
