import type { JSONRPCMessage, JSONRPCRequest, Transport } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

type Options = Parameters<StreamableHTTPClientTransport['send']>[1];

/** A code that JSON-RPC leaves to implementations. */
const BROKEN_OFF = -32_000;
const message =
  'The connection ended before the response was complete, or the response is too large. The request may have had its effect.';

/** A request whose stream breaks off fails at once; the client of the SDK would wait for the end of its time. */
export class HttpTransport extends StreamableHTTPClientTransport implements Transport {
  /** Requests without a response. */
  readonly #waiting = new Set<JSONRPCRequest['id']>();

  constructor(...args: ConstructorParameters<typeof StreamableHTTPClientTransport>) {
    super(...args);
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
      await super.send(sent, { onRequestStreamEnd, ...options });
    } catch (error) {
      forget();
      throw error;
    }
  }
}
