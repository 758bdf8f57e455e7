import { unrefTimer } from '../utils/time.js';

/** How often a stream without events says something: a connection without any data could be closed on its way. */
export const KEEP_ALIVE_MS = 15_000;
export const KEEP_ALIVE = ': keepalive\n\n';

export const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

export interface EventStream {
  response: Response;
  write(text: string): void;
  end(): void;
  fail(error: unknown): void;
}

/**
 * A response of server-sent events that keeps its connection alive; `onGone` is called when the client has left, and
 * nothing is written any more.
 */
export function eventStream(onGone: () => void): EventStream {
  let events: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (events = controller),
    cancel() {
      ended();
      onGone();
    },
  });
  const write = (text: string) => events?.enqueue(new TextEncoder().encode(text));
  const keepAlive = unrefTimer(setInterval(write, KEEP_ALIVE_MS, KEEP_ALIVE));
  const ended = () => {
    clearInterval(keepAlive);
    const last = events;
    events = undefined;
    return last;
  };
  return {
    response: new Response(body, { headers: EVENT_STREAM }),
    write,
    end: () => ended()?.close(),
    fail: (error) => ended()?.error(error),
  };
}
