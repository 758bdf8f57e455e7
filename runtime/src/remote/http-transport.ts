import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

type Options = Parameters<StreamableHTTPClientTransport['send']>[1];

/** A code that JSON-RPC leaves to implementations. */
const BROKEN_OFF = -32_000;
const message =
  'The connection ended before the response was complete, or the response is too large. The request may have had its effect.';

/** A request whose stream breaks off fails at once; the client of the SDK would wait for the end of its time. */
export class HttpTransport extends StreamableHTTPClientTransport implements Transport {
  override send(sent: JSONRPCMessage, options?: Options): Promise<void> {
    if (!('method' in sent && 'id' in sent)) return super.send(sent, options);
    const { id } = sent;
    // Also after its response, where the client ignores it.
    const onRequestStreamEnd = () =>
      this.onmessage?.({ jsonrpc: '2.0', id, error: { code: BROKEN_OFF, message } });
    return super.send(sent, { onRequestStreamEnd, ...options });
  }
}
