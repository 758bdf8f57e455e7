import type { IncomingHttpHeaders } from 'node:http';
import type { ReceivedRequest } from '../../identity/principal.js';

/** The part of an `IncomingMessage` that is read before the body. */
export interface Head {
  readonly method?: string | undefined;
  /** Path and query. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
  /** Absent: the request does not come from the HTTP server of Node.js. */
  readonly httpVersion?: string;
  /** Whether the body has arrived. */
  readonly complete: boolean;
}

/** The part of `ServerResponse` that the server writes to; `WebOutgoing` implements it for fetch handlers. */
export interface Outgoing {
  readonly headersSent: boolean;
  readonly closed: boolean;
  readonly destroyed: boolean;
  /** Whether the client has received the whole response. */
  readonly writableFinished: boolean;
  setHeader(name: string, value: string): unknown;
  getHeader(name: string): string | string[] | number | undefined;
  writeHead(status: number, headers: HeaderValues): unknown;
  flushHeaders(): void;
  readonly socket: { cork(): void; uncork(): void } | null;
  /** Returns false if the caller must wait for "drain" before it writes more. */
  write(chunk: Uint8Array | string): boolean;
  end(chunk?: Uint8Array | string): unknown;
  destroy(): unknown;
  once(event: 'close' | 'drain', listener: () => void): unknown;
  off(event: 'close' | 'drain', listener: () => void): unknown;
}

/** Returns what handlers of routes learn about a request beside the request itself. */
export const receivedRequestOf = ({
  headers,
  socket,
}: Pick<Head, 'headers' | 'socket'>): ReceivedRequest => ({
  header(name) {
    const value = headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  },
  peer: socket.remoteAddress,
});

type HeaderValues = Record<string, string | string[] | number | undefined>;

/** Passes on chunks of the body until `accept` refuses one, and resolves to that refusal. @throws ClientGoneError */
export type ReadChunks = (
  accept: (chunk: Uint8Array) => Response | undefined,
) => Promise<Response | undefined>;

/** A request that has arrived and is not checked yet. */
export interface Arrival {
  incoming: Head;
  outgoing: Outgoing;
  read: ReadChunks;
  /** Whether the application has parsed the body, so that `read` returns other bytes than those that were sent. */
  isParsed?: boolean;
}

/** A request that has arrived, and the function that responds to it. */
export interface Incoming extends Arrival {
  /** Id of the request in the log and in the header `X-Request-Id`. */
  id: string;
  /** Resolves when the response has been written. */
  respond(response: Response): Promise<void>;
}
