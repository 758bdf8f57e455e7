import { unrefTimer } from '../utils/time.js';

/** Interval of keep-alive comments: a proxy could close a connection without any data. */
export const KEEP_ALIVE_MS = 15_000;
/** A comment, which clients ignore: it keeps proxies from closing an idle stream. */
export const KEEP_ALIVE = ': keepalive\n\n';

/** Headers of a stream of events, which no proxy may store or buffer. */
export const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** A response of server-sent events, and the functions that write to it. */
export interface EventStream {
  response: Response;
  write(text: string): void;
  end(): void;
  fail(error: unknown): void;
}

/**
 * Creates a response of server-sent events that keeps its connection alive. When the client has
 * disconnected, `onDisconnect` is called and nothing more is written.
 */
export function eventStream(onDisconnect: () => void): EventStream {
  let events: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (events = controller),
    cancel() {
      stop();
      onDisconnect();
    },
  });
  const write = (text: string) => events?.enqueue(new TextEncoder().encode(text));
  const keepAlive = unrefTimer(setInterval(write, KEEP_ALIVE_MS, KEEP_ALIVE));
  const stop = () => {
    clearInterval(keepAlive);
    const openController = events;
    events = undefined;
    return openController;
  };
  return {
    response: new Response(body, { headers: EVENT_STREAM }),
    write,
    end: () => stop()?.close(),
    fail: (error) => stop()?.error(error),
  };
}
