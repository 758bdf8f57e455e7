import type {
  JSONRPCMessage,
  JSONRPCRequest,
  MessageExtraInfo,
  Transport,
} from '@modelcontextprotocol/server';
import {
  isJSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { ReadResponse } from '../../http/read-response.js';
import { isMethod } from '../../provider/message.js';
import type { ParsedRequest } from '../../provider/sdk-line.js';

/** A connection without any data could be closed on its way. */
const KEEP_ALIVE_MS = 15_000;

const JSON_TYPE = { 'content-type': 'application/json' };
const EVENT_STREAM = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * One call of protocol 2025-11-25 or older, without a session. Its response is JSON, unless there is something to send
 * before the result: then it is a stream. The SDK always makes a stream, which takes a third more time. Servers that
 * `configure` changes are left to the SDK, which also checks scopes of tools, and closes servers.
 */
export class LegacyExchange implements Transport {
  onclose?: () => void;
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
  #respond: (response: Response) => void = () => {};
  #fail: (error: unknown) => void = () => {};
  #events: ReadableStreamDefaultController<Uint8Array> | undefined;
  #keepAlive: NodeJS.Timeout | undefined;

  /** Others are for the SDK, which also refuses what is wrong. */
  static serves({ headers }: ParsedRequest, message: unknown): message is JSONRPCRequest {
    const accepted = headers.get('accept') ?? '';
    const version = headers.get('mcp-protocol-version');
    return (
      isMethod(message, 'tools/call') &&
      (version === null || SUPPORTED_PROTOCOL_VERSIONS.includes(version)) &&
      accepted.includes('application/json') &&
      accepted.includes('text/event-stream') &&
      isJSONRPCRequest(message) &&
      !(PROTOCOL_VERSION_META_KEY in (message.params?._meta ?? {}))
    );
  }

  start = (): Promise<void> => Promise.resolve();

  /** Passes on the message of a request. */
  take(message: JSONRPCRequest, extra: MessageExtraInfo & { request: Request }): Promise<Response> {
    const { signal } = extra.request;
    signal.addEventListener('abort', () => void this.close(), { once: true });
    this.#keepAlive = setInterval(() => this.#write(': keepalive\n\n'), KEEP_ALIVE_MS).unref();
    return new Promise((resolve, reject) => {
      this.#respond = resolve;
      this.#fail = reject;
      if (signal.aborted) void this.close();
      else this.onmessage?.(message, extra);
    });
  }

  async send(message: JSONRPCMessage, options?: { relatedRequestId?: unknown }): Promise<void> {
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
      this.#events?.error(error);
      this.#events = undefined;
    }
    if (isResult) this.#end();
  }

  /** The client has gone. */
  async close(): Promise<void> {
    if (!this.#keepAlive) return;
    this.#end();
    this.#respond(new Response(null, { status: 202 }));
    this.onclose?.();
  }

  #write(text: string): void {
    if (!this.#events) this.#respond(this.#stream());
    this.#events?.enqueue(Buffer.from(text));
  }

  #stream(): Response {
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => void (this.#events = controller),
      cancel: () => {
        this.#events = undefined;
        return this.close();
      },
    });
    return new Response(stream, { headers: EVENT_STREAM });
  }

  #end(): void {
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
    this.#events?.close();
  }
}
