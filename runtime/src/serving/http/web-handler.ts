import type { WebFetch } from '../../provider/web-fetch.js';
import type { Arrival, Outgoing } from './exchange.js';
import { webExchange } from './web-exchange.js';

/** A provider for servers that exist: its endpoint, stateless, of both versions of the protocol. */
export interface Handler {
  /** The paths to route to it: endpoints, pages and, with a verifier, metadata (RFC 9728). */
  readonly paths: readonly string[];
  fetch: WebFetch;
  /** Ends streams and calls in progress, and what belongs to this handler alone. */
  close(): Promise<void>;
}

/** Takes the requests of a handler without a `Request`. */
interface Receiver {
  arrive(arrival: Arrival): void;
  timeoutMs: number;
}

const receivers = new WeakMap<Handler, Receiver>();

/** Lets `toNodeHandler` pass on requests; undefined for a handler that `createHandler` has not made. */
export const receiverOf = (handler: Handler): Receiver | undefined => receivers.get(handler);

/** @param end what belongs to the handler alone */
export function webHandler(
  paths: readonly string[],
  serve: (arrival: Arrival) => void,
  timeoutMs: number,
  end: () => Promise<void>,
): Handler {
  const inProgress = new Set<Outgoing>();
  const arrive = (arrival: Arrival) => {
    const { outgoing } = arrival;
    inProgress.add(outgoing);
    outgoing.once('close', () => inProgress.delete(outgoing));
    serve(arrival);
  };
  const handler: Handler = {
    paths,
    fetch(request, info = {}) {
      const { arrival, response } = webExchange(request, info, timeoutMs);
      arrive(arrival);
      return response;
    },
    async close() {
      for (const outgoing of inProgress) outgoing.destroy();
      await end();
    },
  };
  receivers.set(handler, { arrive, timeoutMs });
  return handler;
}
