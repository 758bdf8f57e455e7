import type { IncomingHttpHeaders } from 'node:http';
import { flushLog } from '../../project/log.js';
import type { RequestInfo } from '../../provider/web-fetch.js';
import { BODY_READ, ClientGoneError, readWithin } from './body.js';
import type { Arrival, Head, Outgoing, ReadChunks } from './exchange.js';

/** Status for a client that has left. HTTP has none for that, and no client reads this one. */
const CLIENT_CLOSED = 499;

/**
 * Returns a web request in the form of an HTTP arrival, and the response to it.
 * @param timeoutMs limits the time for the whole body
 */
export function webExchange(
  request: Request,
  { peer }: RequestInfo,
  timeoutMs: number,
): { arrival: Arrival; response: Promise<Response> } {
  const outgoing = new WebOutgoing(request.signal);
  outgoing.once('close', flushLog);
  const { pathname, search, host } = new URL(request.url);
  // "Host" is in the URL of requests that do not come over HTTP.
  const headers = { host, ...Object.fromEntries(request.headers) } as IncomingHttpHeaders;
  const { method } = request;
  const url = `${pathname}${search}`;
  const incoming: Head = { method, url, headers, socket: { remoteAddress: peer }, complete: true };
  return {
    arrival: { incoming, outgoing, read: readWithin(chunksOf(request, outgoing), timeoutMs) },
    response: outgoing.response,
  };
}

const chunksOf =
  ({ body, bodyUsed }: Request, outgoing: Outgoing): ReadChunks =>
  async (accept) => {
    if (bodyUsed) throw new Error(BODY_READ);
    const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
    if (!reader) return undefined;
    const cancel = () => void reader.cancel().catch(() => {}); // also ends a read in progress
    outgoing.once('close', cancel);
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new ClientGoneError();
      });
      if (outgoing.destroyed) throw new ClientGoneError();
      if (done) return undefined;
      const refusal = accept(value);
      if (!refusal) continue;
      cancel();
      return refusal;
    }
  };

type Body = ConstructorParameters<typeof Response>[0];
type Listeners = Record<'close' | 'drain', Set<() => void>>;

/**
 * Turns the writes of the server into a `Response`: a whole one if they end at once, else a stream
 * that is read as fast as its client reads.
 */
class WebOutgoing implements Outgoing {
  readonly response: Promise<Response>;
  #respond: (response: Response) => void = () => {};
  readonly #headers = new Headers();
  readonly #listeners: Listeners = { close: new Set(), drain: new Set() };
  headersSent = false;
  destroyed = false;
  #status = 200;
  #chunks: Uint8Array[] = [];
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  #isPulled = false;
  #hasEnded = false;
  #isFinished = false;

  constructor(client: AbortSignal) {
    this.response = new Promise((resolve) => (this.#respond = resolve));
    if (client.aborted) this.destroy();
    else {
      const onAbort = () => this.destroy();
      client.addEventListener('abort', onAbort, { once: true });
      this.once('close', () => client.removeEventListener('abort', onAbort));
    }
  }

  get closed(): boolean {
    return this.destroyed || this.#isFinished;
  }

  get writableFinished(): boolean {
    return this.#isFinished;
  }

  setHeader(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  getHeader(name: string): string | undefined {
    return this.#headers.get(name) ?? undefined;
  }

  writeHead(status: number, headers: Parameters<Outgoing['writeHead']>[1]): void {
    this.#status = status;
    this.headersSent = true;
    for (const [name, value] of Object.entries(headers)) {
      this.#headers.delete(name);
      for (const line of [value ?? []].flat()) this.#headers.append(name, String(line));
    }
  }

  flushHeaders(): void {
    if (this.#stream || this.closed) return;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (stream) => void (this.#stream = stream),
        pull: () => {
          this.#isPulled = true;
          this.#flush();
        },
        cancel: () => this.destroy(),
      },
      { highWaterMark: 0 },
    );
    this.#send(body);
  }

  // Chunks are separate parts of the stream: there is no socket to cork.
  readonly socket = null;

  write(chunk: Uint8Array | string): boolean {
    if (this.closed) return false;
    this.#chunks.push(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk);
    this.flushHeaders();
    this.#flush();
    return this.#chunks.length === 0;
  }

  end(chunk?: Uint8Array | string): void {
    if (this.closed || this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.#stream) {
      if (chunk !== undefined) this.write(chunk);
      else this.#flush();
      return;
    }
    this.#send(chunk as Body);
    this.#finish();
  }

  destroy(): void {
    if (this.closed) return;
    this.destroyed = true;
    if (!this.headersSent) this.#status = CLIENT_CLOSED;
    if (this.#stream) closeStream(this.#stream);
    else this.#send(undefined);
    this.#emit('close');
  }

  once(event: 'close' | 'drain', listener: () => void): void {
    this.#listeners[event].add(listener);
  }

  off(event: 'close' | 'drain', listener: () => void): void {
    this.#listeners[event].delete(listener);
  }

  #send(body: Body): void {
    const isEmpty = body === undefined || [204, 304].includes(this.#status);
    this.#respond(
      new Response(isEmpty ? null : body, { status: this.#status, headers: this.#headers }),
    );
  }

  #flush(): void {
    if (!this.#stream) return;
    if (this.#isPulled) {
      const chunk = this.#chunks.shift();
      if (chunk) {
        this.#isPulled = false;
        this.#stream.enqueue(chunk);
        if (this.#chunks.length === 0) this.#emit('drain');
      }
    }
    if (!this.#hasEnded || this.#chunks.length > 0 || this.closed) return;
    closeStream(this.#stream);
    this.#finish();
  }

  #finish(): void {
    this.#isFinished = true;
    this.#emit('close');
  }

  #emit(event: 'close' | 'drain'): void {
    const listeners = [...this.#listeners[event]];
    this.#listeners[event].clear();
    for (const listener of listeners) listener();
  }
}

function closeStream(stream: ReadableStreamDefaultController): void {
  try {
    stream.close();
  } catch {
    // the reader of the stream has canceled it
  }
}
