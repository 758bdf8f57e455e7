import type { JSONRPCMessage, JSONRPCRequest, Transport } from '@modelcontextprotocol/client';
import {
  SdkError,
  SdkErrorCode,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import type { limitedFetch } from './limited-fetch.js';
import { isStream } from './limited-fetch.js';

type Options = Parameters<StreamableHTTPClientTransport['send']>[1];

interface TransportOptions extends Omit<
  NonNullable<ConstructorParameters<typeof StreamableHTTPClientTransport>[1]>,
  'fetch'
> {
  fetch: ReturnType<typeof limitedFetch>;
}

/** Names the request for `fetch`; it is not sent. */
const REQUEST = 'x-mcp-provider-request';

/** A code that JSON-RPC leaves to implementations. */
const BROKEN_OFF = -32_000;
const message =
  'The connection ended before the response was complete, or the response is too large. The request may have had its effect.';

/**
 * A request whose response is another one or none, or breaks off, fails at once; the client of the SDK would wait for the
 * end of its time.
 */
export class HttpTransport extends StreamableHTTPClientTransport implements Transport {
  /** Requests without a response. */
  readonly #waiting = new Set<JSONRPCRequest['id']>();

  /** Requests whose response is a stream. */
  readonly #streams = new Set<string>();

  constructor(url: URL, { fetch, ...options }: TransportOptions) {
    super(url, { ...options, fetch: (address, init) => this.#fetch(fetch, address, init) });
    // The client of the SDK calls it before its own.
    this.onmessage = (received) => {
      if (!('method' in received) && received.id !== undefined) this.#waiting.delete(received.id);
    };
  }

  override async send(sent: JSONRPCMessage, options?: Options): Promise<void> {
    if (!('method' in sent && 'id' in sent)) return super.send(sent, options);
    const { id } = sent;
    const forget = () => this.#waiting.delete(id);
    const onRequestStreamEnd = () => {
      if (this.#waiting.has(id))
        this.onmessage?.({ jsonrpc: '2.0', id, error: { code: BROKEN_OFF, message } });
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
      'The response is not that of the request',
    );
  }

  async #fetch(
    fetch: TransportOptions['fetch'],
    url: string | URL,
    init: RequestInit = {},
  ): Promise<Response> {
    const headers = new Headers(init.headers);
    const id = headers.get(REQUEST);
    headers.delete(REQUEST);
    const response = await fetch(url, { ...init, headers });
    if (id !== null && response.ok && isStream(response)) this.#streams.add(id);
    return response;
  }
}
