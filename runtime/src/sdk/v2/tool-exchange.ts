import {
  type JSONRPCMessage,
  PerRequestHTTPServerTransport,
  type PerRequestMessageExtra,
} from '@modelcontextprotocol/server';
import { ReadResponse } from '../../fetch/read-response.js';
import {
  type EventStream,
  eventStream,
  KEEP_ALIVE,
  KEEP_ALIVE_MS,
} from '../../streams/event-stream.js';
import { unrefTimer } from '../../utils/time.js';
import type { ToolRequest } from './tool-request.js';

const JSON_TYPE = { 'content-type': 'application/json' };

/**
 * Handles one request for tools. Its response is JSON, unless something is sent before the result:
 * then it is a stream. The SDK creates a stream for each response and closes each server, which
 * takes a third more time. It handles servers that `configure` changes, and also checks scopes of
 * their tools.
 */
export class ToolExchange extends PerRequestHTTPServerTransport {
  readonly #request: ToolRequest;
  #respond: (response: Response) => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #events: EventStream | undefined;
  #keepAlive: NodeJS.Timeout | undefined;

  /** Creates a transport whose connected server serves the protocol of the request. */
  constructor(request: ToolRequest) {
    super(request);
    this.#request = request;
  }

  /** Passes the request to the server, and resolves to its response. */
  serve(extra: PerRequestMessageExtra & { request: Request }): Promise<Response> {
    const { signal } = extra.request;
    const { message, classification } = this.#request;
    signal.addEventListener('abort', () => void this.close(), { once: true });
    this.#keepAlive = unrefTimer(setTimeout(() => this.#write(KEEP_ALIVE), KEEP_ALIVE_MS));
    return new Promise((resolve, reject) => {
      this.#respond = resolve;
      this.#fail = reject;
      if (signal.aborted) void this.close();
      else this.onmessage?.(message, { classification, ...extra });
    });
  }

  override async send(
    message: JSONRPCMessage,
    options?: { relatedRequestId?: unknown },
  ): Promise<void> {
    const isResult = !('method' in message);
    if (!isResult && options?.relatedRequestId === undefined) return; // for a session
    if (!this.#keepAlive) return; // the client has gone, or has its result
    try {
      const text = JSON.stringify(message);
      if (isResult && !this.#events)
        this.#respond(new ReadResponse(Buffer.from(text), { headers: JSON_TYPE }));
      else this.#write(`event: message\ndata: ${text}\n\n`);
    } catch (error) {
      if (!isResult) throw error;
      this.#fail(error); // JSON cannot express the result
      this.#events?.fail(error);
    }
    if (isResult) this.#end();
  }

  /** Ends the exchange, because the client has gone. */
  override async close(): Promise<void> {
    if (!this.#keepAlive) return;
    this.#end();
    this.#respond(new Response(null, { status: 202 }));
    this.onclose?.();
  }

  #write(text: string): void {
    if (!this.#events) {
      this.#events = eventStream(() => void this.close());
      this.#respond(this.#events.response);
    }
    this.#events.write(text);
  }

  #end(): void {
    clearTimeout(this.#keepAlive);
    this.#keepAlive = undefined;
    this.#events?.end();
  }
}
