import { setImmediate } from 'node:timers/promises';

/** A response with an event stream, and whether the client reads it. */
export interface ObservedStream {
  response: Response;
  /** Resolves when the client has read everything that was sent; at once if that is nothing. */
  isRead(): Promise<void>;
  /** Has `isRead` resolve, as another stream takes the place of this one. */
  release(): void;
}

/** Observes when the body of a response has been read. The original response is used up. */
export function observeStream(response: Response): ObservedStream {
  const { status, headers, body } = response;
  if (!body) return { response, isRead: async () => {}, release: () => {} };
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  let notifyDemand = () => {};
  let demand = new Promise<void>((resolve) => (notifyDemand = resolve));
  let isReleased = false;
  const release = () => {
    isReleased = true;
    notifyDemand();
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        notifyDemand();
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
          return;
        }
        demand = new Promise((resolve) => (notifyDemand = resolve));
        controller.enqueue(value);
      },
      async cancel(reason) {
        release();
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    response: new Response(stream, { status, headers }),
    async isRead() {
      await setImmediate(); // waits until the event has passed both streams
      if (!isReleased) await demand;
    },
    release,
  };
}
