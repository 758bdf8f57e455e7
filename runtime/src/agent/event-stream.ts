import type { ChatEvent } from './events.js';

const HEARTBEAT_MS = 15_000;

export interface EventStream {
  response: Response;
  send(event: ChatEvent): void;
  end(): void;
}

/** Server-sent events; `onGone` is called when the client has left. */
export function eventStream(onGone: () => void): EventStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const write = (text: string) => controller?.enqueue(encoder.encode(text));
  const heartbeat = setInterval(() => write(': \n\n'), HEARTBEAT_MS); // proxies close idle connections
  const close = () => {
    clearInterval(heartbeat);
    controller = undefined;
  };
  const body = new ReadableStream<Uint8Array>({
    start(started) {
      controller = started;
    },
    cancel() {
      close();
      onGone();
    },
  });
  const headers = {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  };
  return {
    response: new Response(body, { headers }),
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    end() {
      controller?.close();
      close();
    },
  };
}
