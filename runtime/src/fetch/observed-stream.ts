import { setImmediate } from 'node:timers/promises';

/** A response with a stream of events, and whether the client reads them. */
export interface ObservedStream {
  response: Response;
  /** Resolves when the client has taken what was sent, at once where that is nothing. */
  isRead(): Promise<void>;
}

export function observeStream(response: Response): ObservedStream {
  const { status, headers, body } = response;
  if (!body) return { response, isRead: async () => {} };
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  let want = () => {};
  let demand = new Promise<void>((resolve) => (want = resolve));
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        want();
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        demand = new Promise((resolve) => (want = resolve));
        controller.enqueue(value);
      },
      async cancel(reason) {
        want();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    response: new Response(stream, { status, headers }),
    async isRead() {
      await setImmediate(); // until the event has passed through both streams
      await demand;
    },
  };
}
