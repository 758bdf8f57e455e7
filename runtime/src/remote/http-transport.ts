import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { retryAfter, statedWait } from '../api/error/rate-limit.js';
import { StreamedResponse } from '../fetch/read-response.js';
import { within } from '../utils/time.js';
import { cleanFailure } from './failure-text.js';
import type { limitedFetch } from './limited-fetch.js';
import {
  brokenOff,
  type CurrentRequest,
  progressIn,
  type RequestOptions,
  type RequestTransport,
  type RpcResponse,
  rpcResponseOf,
} from './requests.js';

type SdkOptions = ConstructorParameters<typeof StreamableHTTPClientTransport>[1];
type SendOptions = Parameters<StreamableHTTPClientTransport['send']>[1];

interface HttpOptions extends Pick<NonNullable<SdkOptions>, 'authProvider'> {
  fetch: ReturnType<typeof limitedFetch>;
  /** Headers that every request sends. */
  headers?: Readonly<Record<string, string>>;
  /** What `fetch` adds to requests. */
  secrets?: () => readonly string[];
}

/** The server takes no requests now (RFC 6585 section 4, RFC 9110 section 15.6.4). */
export class BusyError extends SdkHttpError {
  /** In how many milliseconds it takes them again, where it says so. */
  readonly waitMs: number | undefined;

  constructor({ status, statusText, headers }: Response, text: string) {
    const code = SdkErrorCode.ClientHttpNotImplemented;
    super(code, `HTTP ${status}: ${text}`, { status, statusText, text });
    this.waitMs = retryAfter(headers) ?? statedWait(text);
  }
}

/** Names the request for `fetch`; it is not sent. */
const REQUEST = 'x-mcp-provider-request';

/**
 * A request whose response is another one or none, or breaks off, fails at once; the client of the SDK would wait for the
 * end of its time.
 */
export class HttpTransport extends StreamableHTTPClientTransport implements RequestTransport {
  readonly #url: URL;
  readonly #options: HttpOptions;
  /** Headers that every request sends, with names in lower case. */
  readonly #headers: Readonly<Record<string, string>>;
  /** Requests of the client of the SDK without a response. */
  readonly #waiting = new Set<JSONRPCRequest['id']>();
  /** Those of them whose response is a stream. */
  readonly #streams = new Set<string>();
  /** Other requests, which end with the connection. */
  readonly #open = new Set<AbortController>();

  constructor(url: URL, options: HttpOptions) {
    const { headers, authProvider } = options;
    super(url, {
      fetch: (address, init) => this.#fetch(address, init),
      ...(authProvider && { authProvider }),
      ...(headers && { requestInit: { headers } }),
      onInsufficientScope: 'throw',
    });
    this.#url = url;
    this.#options = { ...options, fetch: unlessBusy(options.fetch) };
    this.#headers = Object.fromEntries(new Headers(headers));
    // The client of the SDK calls it before its own.
    this.onmessage = (received) => {
      if (!('method' in received) && received.id !== undefined) this.#waiting.delete(received.id);
    };
  }

  async request(
    message: CurrentRequest,
    { headers, signal, onprogress }: RequestOptions,
  ): Promise<RpcResponse> {
    signal.throwIfAborted();
    const control = new AbortController();
    const abort = () => control.abort(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    this.#open.add(control);
    try {
      const sent = this.#options.fetch(this.#url, {
        method: 'POST',
        headers: { ...this.#headers, ...headers, ...CONTENT },
        body: JSON.stringify(message),
        signal: control.signal,
      });
      const received = sent.then((response) =>
        rpcResponseOf(message.id, response, (notification) => {
          const progress = progressIn(notification, message.id);
          if (progress) onprogress?.(progress);
          else this.onmessage?.(notification);
        }),
      );
      const rpcResponse = await within(Infinity, received, control);
      cleanFailure(rpcResponse, this.#options.secrets);
      return rpcResponse;
    } finally {
      this.#open.delete(control);
      signal.removeEventListener('abort', abort);
    }
  }

  override async close(): Promise<void> {
    const closed = new SdkError(SdkErrorCode.ConnectionClosed, 'The connection was closed');
    for (const control of this.#open) control.abort(closed);
    await super.close();
  }

  override async send(sent: JSONRPCMessage, options?: SendOptions): Promise<void> {
    if (!('method' in sent && 'id' in sent)) return super.send(sent, options);
    const { id } = sent;
    const forget = () => this.#waiting.delete(id);
    const onRequestStreamEnd = () => {
      if (this.#waiting.has(id)) this.onmessage?.({ jsonrpc: '2.0', id, error: brokenOff });
    };
    this.#waiting.add(id);
    options?.requestSignal?.addEventListener('abort', forget, { once: true });
    try {
      const headers = { ...options?.headers, [REQUEST]: String(id) };
      await super.send(sent, { onRequestStreamEnd, ...options, headers });
      if (this.#streams.delete(String(id)) || !this.#waiting.has(id)) return;
    } catch (error) {
      forget();
      throw error;
    }
    forget();
    throw new SdkError(
      SdkErrorCode.ClientHttpUnexpectedContent,
      'This is not the response to the request',
    );
  }

  async #fetch(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const id = headers.get(REQUEST);
    headers.delete(REQUEST);
    const response = await this.#options.fetch(url, { ...init, headers });
    if (id !== null && response.ok && response instanceof StreamedResponse) this.#streams.add(id);
    return response;
  }
}

/** @throws BusyError, also where the client of the SDK would take the status for that of an older protocol */
const unlessBusy =
  (fetch: HttpOptions['fetch']): HttpOptions['fetch'] =>
  async (url, init) => {
    const response = await fetch(url, init);
    if (response.status !== 429 && response.status !== 503) return response;
    throw new BusyError(response, await response.text());
  };

const CONTENT = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};
