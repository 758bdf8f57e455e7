import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { retryAfter, waitIn } from '../api/error/rate-limit.js';
import { StreamedResponse } from '../fetch/read-response.js';
import { withDeadline } from '../utils/time.js';
import { cleanFailure } from './failure-text.js';
import type { limitedFetch } from './limited-fetch.js';
import {
  type CurrentRequest,
  lostResponse,
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
  /** Returns the secrets that `fetch` adds to requests. */
  secrets?: () => readonly string[];
}

/** The server accepts no requests now (RFC 6585 section 4, RFC 9110 section 15.6.4). */
export class BusyError extends SdkHttpError {
  /** Milliseconds until the server accepts requests again, if it states them. */
  readonly waitMs: number | undefined;

  constructor({ status, statusText, headers }: Response, text: string) {
    const code = SdkErrorCode.ClientHttpNotImplemented;
    super(code, `HTTP ${status}: ${text}`, { status, statusText, text });
    this.waitMs = retryAfter(headers) ?? waitIn(text);
  }
}

/** Header that names the request for `fetch`; it is not sent. */
const REQUEST = 'x-mcp-provider-request';

const CONTENT_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
};

/**
 * Transport whose requests fail at once if the response is missing, breaks off, or belongs to
 * another request; the SDK client would wait until its timeout.
 */
export class HttpTransport extends StreamableHTTPClientTransport implements RequestTransport {
  readonly #url: URL;
  readonly #options: HttpOptions;
  /** Headers that every request sends, with names in lower case. */
  readonly #headers: Readonly<Record<string, string>>;
  /** Ids of requests of the SDK client that have no response yet. */
  readonly #pendingIds = new Set<JSONRPCRequest['id']>();
  /** Ids of pending requests whose response is a stream. */
  readonly #streamedIds = new Set<string>();
  /** Controllers of other requests, which end with the connection. */
  readonly #openRequests = new Set<AbortController>();

  constructor(url: URL, options: HttpOptions) {
    const { headers, authProvider } = options;
    super(url, {
      fetch: (address, init) => this.#fetch(address, init),
      ...(authProvider && { authProvider }),
      ...(headers && { requestInit: { headers } }),
      onInsufficientScope: 'throw',
    });
    this.#url = url;
    this.#options = { ...options, fetch: rejectBusy(options.fetch) };
    this.#headers = Object.fromEntries(new Headers(headers));
    // The SDK client calls this handler before its own.
    this.onmessage = (message) => {
      if (!('method' in message) && message.id !== undefined) this.#pendingIds.delete(message.id);
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
    this.#openRequests.add(control);
    try {
      const responsePromise = this.#options.fetch(this.#url, {
        method: 'POST',
        headers: { ...this.#headers, ...headers, ...CONTENT_HEADERS },
        body: JSON.stringify(message),
        signal: control.signal,
      });
      const rpcPromise = responsePromise.then((response) =>
        rpcResponseOf(message.id, response, (notification) => {
          const progress = progressIn(notification, message.id);
          if (progress) onprogress?.(progress);
          else this.onmessage?.(notification);
        }),
      );
      const rpcResponse = await withDeadline(Infinity, rpcPromise, control);
      cleanFailure(rpcResponse, this.#options.secrets);
      return rpcResponse;
    } finally {
      this.#openRequests.delete(control);
      signal.removeEventListener('abort', abort);
    }
  }

  override async close(): Promise<void> {
    const closedError = new SdkError(SdkErrorCode.ConnectionClosed, 'The connection was closed');
    for (const control of this.#openRequests) control.abort(closedError);
    await super.close();
  }

  override async send(message: JSONRPCMessage, options?: SendOptions): Promise<void> {
    if (!('method' in message && 'id' in message)) return super.send(message, options);
    const { id } = message;
    const forget = () => this.#pendingIds.delete(id);
    const onRequestStreamEnd = () => {
      if (this.#pendingIds.has(id)) this.onmessage?.({ jsonrpc: '2.0', id, error: lostResponse });
    };
    this.#pendingIds.add(id);
    options?.requestSignal?.addEventListener('abort', forget, { once: true });
    try {
      const headers = { ...options?.headers, [REQUEST]: String(id) };
      await super.send(message, { onRequestStreamEnd, ...options, headers });
      if (this.#streamedIds.delete(String(id)) || !this.#pendingIds.has(id)) return;
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
    if (id !== null && response.ok && response instanceof StreamedResponse)
      this.#streamedIds.add(id);
    return response;
  }
}

/**
 * Wraps `fetch` so that a busy server is an error.
 * @throws BusyError, also if the SDK client would take the status for that of an older protocol
 */
const rejectBusy =
  (fetch: HttpOptions['fetch']): HttpOptions['fetch'] =>
  async (url, init) => {
    const response = await fetch(url, init);
    if (response.status !== 429 && response.status !== 503) return response;
    throw new BusyError(response, await response.text());
  };
